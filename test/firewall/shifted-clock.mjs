// Loaded before a satellite: its machine's clock is ahead by CLOCK_OFFSET seconds.
const offset = Number(process.env.CLOCK_OFFSET) * 1000;
const TrueDate = Date;

globalThis.Date = class extends TrueDate {
  constructor(...args) {
    if (args.length === 0) super(TrueDate.now() + offset);
    else super(...args);
  }

  static now() {
    return TrueDate.now() + offset;
  }
};
