/** The least that a password has. */
export const PASSWORD_LENGTH_MIN = 12;
