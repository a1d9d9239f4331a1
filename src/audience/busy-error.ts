/** A workspace asks faster than its questions can be answered. */
export class BusyError extends Error {
  override readonly name = 'BusyError';

  constructor() {
    super('Your workspace has many questions under way. Please ask again in a minute.');
  }
}
