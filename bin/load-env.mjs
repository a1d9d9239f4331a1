// Imported for its effect: what `.env` in this folder sets, where there is one. Node's own `--env-file-if-exists` prints
// "not found" at every start without one, beside messages about a file that is really missing.
try {
  process.loadEnvFile();
} catch (error) {
  if (error.code !== 'ENOENT') throw error;
}
