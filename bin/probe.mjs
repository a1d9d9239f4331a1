// For container platforms: ends with 0 while the app says that it can serve.
const { PORT = '3000' } = process.env;
const answer = await fetch(`http://127.0.0.1:${PORT}/readyz`).catch((error) => ({
  ok: false,
  text: async () => String(error),
}));
if (!answer.ok) console.error(await answer.text());
process.exit(answer.ok ? 0 : 1);
