/** A value, or one that has to be waited for. Where nearly every one is there at once, nobody should wait for nothing. */
export type Soon<T> = T | Promise<T>;

/** The next step with the value: at once if it is there. */
export function then<T, U>(value: Soon<T>, next: (value: T) => Soon<U>): Soon<U> {
  return value instanceof Promise ? value.then(next) : next(value);
}
