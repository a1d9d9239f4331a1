// Plain JavaScript that also an old Node reads: it says what is wrong instead of stumbling over a type.
// Imported for its effect, before anything that needs the newer one. 78: starting again by itself is vain.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    [
      `SEI PagerDuty needs Node 22.18 or newer; this is Node ${process.versions.node}.`,
      'Install a newer Node, or start it through npm ("npm start", "npm run satellite") after "npm ci", which brings Node 24 along.',
    ].join('\n'),
  );
  process.exit(78);
}
