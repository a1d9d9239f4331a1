/** Something the store refuses or cannot do. The message is a sentence for the person. */
export class StoreError extends Error {
  override readonly name: string = 'StoreError';
}

/** Another object of the workspace has this name already. */
export class NameTakenError extends StoreError {
  override readonly name = 'NameTakenError';

  constructor(takenName: string) {
    super(`${takenName} exists. Choose another name.`);
  }
}

/** The store was closed: others may have its files by now. */
export class StoreClosedError extends StoreError {
  override readonly name = 'StoreClosedError';

  constructor() {
    super('The store is closed.');
  }
}
