import type { LyncOptions } from '../values.js';

/** `option 43 hex` takes 180 hex digits from 15.1(3)S on and cuts the rest without a word (field report). */
const IOS_BYTES = 90;

/** For a Cisco IOS pool, which sends it to every class. A value IOS would cut needs `option ext`, of IOS XE 3.2.1S and later. */
export function cisco({ option120, option43 }: LyncOptions): string[] {
  const long = option43.length > IOS_BYTES;
  return [
    ...(long
      ? [
          `! ${option43.length} bytes: "option 43 hex" would be cut after ${IOS_BYTES}, so "option ext" (IOS XE 3.2.1S and later)`,
        ]
      : []),
    `option ${long ? 'ext 43' : '43'} hex ${dotted(option43)}`,
    `option 120 hex ${dotted(option120)}`,
  ];
}

function dotted(data: Buffer): string {
  return (data.toString('hex').match(/.{1,4}/g) ?? []).join('.');
}
