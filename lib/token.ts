/** After how many days a token ends unless its maker says otherwise, and after how many at most. */
export const TOKEN_DAYS = 90;
export const TOKEN_DAYS_MAX = 366;
