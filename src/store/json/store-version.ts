/** The version of the files of this store. */
export const STORE_VERSION = 2;
