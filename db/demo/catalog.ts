/** Branches, and how much of the sales each makes. */
export const BRANCHES = [
  ["Centro Histórico", 18],
  ["Polanco", 15],
  ["Del Valle", 13],
  ["Guadalajara Andares", 12],
  ["Monterrey San Pedro", 12],
  ["Coyoacán", 9],
  ["Satélite", 8],
  ["Puebla Angelópolis", 6],
  ["Querétaro Juriquilla", 4],
  ["Mérida Norte", 3],
] as const;

/** Who takes goods on consignment. */
export const CONSIGNEES = [
  ["Abarrotes La Esperanza", 8],
  ["Tienda Don Chuy", 6],
  ["Farmacia Santa Lucía", 5],
  ["Mini Súper El Roble", 5],
  ["Cafetería Jacaranda", 4],
  ["Hotel Casa Cantera", 4],
  ["Papelería Universitaria", 3],
  ["Cremería Los Altos", 3],
] as const;

export const PAYMENT_METHODS = [
  ["tarjeta de débito", 34],
  ["efectivo", 31],
  ["tarjeta de crédito", 24],
  ["transferencia", 7],
  ["vales de despensa", 4],
] as const;

/** What larger sums are paid with. */
export const LARGE_PAYMENT_METHODS = [
  ["transferencia", 60],
  ["tarjeta de crédito", 30],
  ["tarjeta de débito", 10],
] as const;

export const CONSIGNMENT_STATES = [
  ["pagado", 82],
  ["parcial", 11],
  ["pendiente", 7],
] as const;

/** Customers that buy for a business. */
export const COMPANIES = [
  "Comercializadora del Bajío SA de CV",
  "Grupo Alimentos Ocampo SA de CV",
  "Distribuidora Ruiz Cortines SA de CV",
  "Restaurantes Tradición Mexicana SA de CV",
  "Servicios Integrales Nogal SC",
  "Eventos y Banquetes Quinta Real",
  "Constructora Peña Alta SA de CV",
  "Hospital San Rafael",
  "Colegio Benito Juárez AC",
  "Hotelera Costa Dorada SA de CV",
  "Cafés Especiales de Coatepec SPR",
  "Logística Tres Fronteras SA de CV",
] as const;

export const FIRST_NAMES = [
  ...["María", "José", "Guadalupe", "Juan", "Sofía", "Luis", "Fernanda", "Carlos", "Ximena", "Miguel"],
  ...["Alejandra", "Jorge", "Daniela", "Ricardo", "Mariana", "Eduardo", "Valeria", "Raúl", "Regina", "Óscar"],
] as const;

export const LAST_NAMES = [
  ...["Hernández", "García", "Martínez", "López", "González", "Pérez", "Rodríguez", "Sánchez", "Ramírez"],
  ...["Cruz", "Flores", "Gómez", "Morales", "Vázquez", "Reyes", "Jiménez", "Torres", "Díaz", "Gutiérrez"],
] as const;
