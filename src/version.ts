import packageFile from '../package.json' with { type: 'json' };

/** The version of this code, `1.2.3`. */
export const VERSION: string = packageFile.version;
