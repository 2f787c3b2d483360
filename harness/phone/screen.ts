import type { PhoneRecord } from './record.js';
import { type ScreenName, screenTexts } from './screen-texts.js';

/** The display: one text at a time, each change told to the journal. */
export class Screen {
  readonly #record: PhoneRecord;
  #shown: ScreenName = 'off';

  constructor(record: PhoneRecord) {
    this.#record = record;
  }

  get text(): string {
    return screenTexts[this.#shown].text;
  }

  show(name: ScreenName): void {
    if (name === this.#shown) return;
    this.#shown = name;
    this.#record('phone.screen', { text: this.text });
  }
}
