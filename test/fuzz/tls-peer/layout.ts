import fc from 'fast-check';

/** How what is said is cut; none of it changes what is said. */
export interface Layout {
  /** Handshake messages of one flight share records. */
  readonly together: boolean;
  /** Longest fragment of a handshake record. */
  readonly recordSize: number;
  /** Bytes per arrival; 0 gives a whole flight at once. */
  readonly arrival: number;
}

export const plainLayout: Layout = { together: false, recordSize: 16_384, arrival: 0 };

export const layouts: fc.Arbitrary<Layout> = fc.oneof(
  { arbitrary: fc.constant(plainLayout), weight: 2 },
  {
    arbitrary: fc.record({
      together: fc.boolean(),
      recordSize: fc.constantFrom(16_384, 512, 100, 17, 5, 3),
      arrival: fc.constantFrom(0, 0, 1, 2, 5, 7, 64, 1460),
    }),
    weight: 2,
  },
);
