/** What a field of an event holds, for whoever writes down which events are expected. */
export type FieldKind =
  | TextField
  | TextOrNullField
  | NumberField
  | FlagField
  | WordsField<string>
  | ListField<FieldKind>
  | PartsField<Readonly<Record<string, FieldKind>>>
  | NamedField;

interface Said {
  /** What it is, where its name does not say it. */
  readonly says?: string;
}

export interface TextField extends Said {
  readonly kind: 'text';
}

/** Null where nothing was said. */
export interface TextOrNullField extends Said {
  readonly kind: 'text-or-null';
}

export interface NumberField extends Said {
  readonly kind: 'number';
}

export interface FlagField extends Said {
  readonly kind: 'flag';
}

/** One of these words. */
export interface WordsField<Word extends string> extends Said {
  readonly kind: 'words';
  readonly words: Readonly<Record<Word, true>>;
  readonly all: readonly Word[];
}

export interface ListField<Item> extends Said {
  readonly kind: 'list';
  readonly item: Item;
}

/** An object with these fields. */
export interface PartsField<Parts> extends Said {
  readonly kind: 'parts';
  readonly parts: Parts;
}

/** An object whose keys are names. */
export interface NamedField extends Said {
  readonly kind: 'named';
}

/** The kind of field that holds a `T`; the compiler refuses another, a word too many and one too few. */
export type FieldOf<T> = [T] extends [boolean]
  ? FlagField
  : [T] extends [number]
    ? NumberField
    : [T] extends [string | null]
      ? null extends T
        ? TextOrNullField
        : string extends T
          ? TextField
          : WordsField<Extract<T, string>>
      : T extends readonly (infer Item)[]
        ? ListField<FieldOf<Item>>
        : string extends keyof T
          ? NamedField
          : PartsField<FieldsOf<T>>;

/** A field for each that a `T` can have. */
export type FieldsOf<T> = { readonly [Field in keyof T]-?: FieldOf<Exclude<T[Field], undefined>> };

/** The fields of each event of a service. */
export type EventFieldsOf<Events> = { readonly [Type in keyof Events]: FieldsOf<Events[Type]> };

const said = (says: string | undefined): Said => (says === undefined ? {} : { says });

export const text = (says?: string): TextField => ({ kind: 'text', ...said(says) });
export const textOrNull = (says?: string): TextOrNullField => ({ kind: 'text-or-null', ...said(says) });
export const number = (says?: string): NumberField => ({ kind: 'number', ...said(says) });
export const flag = (says?: string): FlagField => ({ kind: 'flag', ...said(says) });
export const named = (says?: string): NamedField => ({ kind: 'named', ...said(says) });

export function words<const Word extends string>(all: readonly Word[], says?: string): WordsField<Word> {
  const entries = all.map((word) => [word, true] as const);
  return { kind: 'words', all, words: Object.fromEntries(entries) as Record<Word, true>, ...said(says) };
}

export function list<Item>(item: Item, says?: string): ListField<Item> {
  return { kind: 'list', item, ...said(says) };
}

export function parts<Parts>(fields: Parts, says?: string): PartsField<Parts> {
  return { kind: 'parts', parts: fields, ...said(says) };
}
