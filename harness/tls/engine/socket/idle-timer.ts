/** What a socket's `setTimeout` promises: a call after so many milliseconds without traffic, again after the next traffic. */
export class IdleTimer {
  #timer: NodeJS.Timeout | undefined;
  readonly #idle: () => void;

  constructor(idle: () => void) {
    this.#idle = idle;
  }

  /** 0 turns it off. */
  set(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = milliseconds > 0 ? setTimeout(this.#idle, milliseconds).unref() : undefined;
  }

  traffic(): void {
    this.#timer?.refresh();
  }
}
