// Imported for its effect: what `.env` in this folder sets, where there is one. Node's own `--env-file-if-exists` prints
// "not found" at every start without one, beside messages about a file that is really missing.
try {
  process.loadEnvFile();
} catch (error) {
  // It may be the app's, and not for the user that a satellite beside it runs as; what is missing then is named by itself.
  if (error.code !== 'ENOENT') console.error(`.env cannot be read (${error.code}), and is left out.`);
}
