/** The line of the app's picture, in a square of 32: a pulse that comes to rest. */
export const PULSE = 'M5 18h5l3-8 5 13 3-9 2 4h4';
