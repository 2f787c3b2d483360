/** A build of Microsoft's phone software, as far as it is known. */
export interface FirmwareRelease {
  readonly version: string;
  /** What it was released with, and when. */
  readonly release: string;
  /** `sourced`: number and release; `number`: the number alone; `inferred`: that they belong together. */
  readonly evidence: 'sourced' | 'number' | 'inferred';
  readonly runsOn: 'tanjay' | 'both' | 'aries';
}

/**
 * Every build the sources name, oldest first. Builds differ between device families within one release; the phone runs any
 * number, and what it does depends on thresholds among these.
 */
export const microsoftFirmware: readonly FirmwareRelease[] = [
  { version: '1.0.199.123', release: 'Office Communications Server 2007', evidence: 'sourced', runsOn: 'tanjay' },
  { version: '1.0.522.101', release: 'OCS 2007, the last of 1.0', evidence: 'sourced', runsOn: 'tanjay' },
  { version: '3.5.6907.35', release: 'OCS 2007 R2', evidence: 'sourced', runsOn: 'tanjay' },
  { version: '3.5.6907.187', release: 'OCS 2007 R2 update', evidence: 'sourced', runsOn: 'tanjay' },
  { version: '4.0.7577.0', release: 'Lync 2010, November 2010', evidence: 'inferred', runsOn: 'both' },
  { version: '4.0.7577.4066', release: 'CU5, February 2012', evidence: 'inferred', runsOn: 'both' },
  { version: '4.0.7577.4100', release: 'CU6, summer 2012', evidence: 'inferred', runsOn: 'both' },
  { version: '4.0.7577.4363', release: 'CU7, January 2013', evidence: 'sourced', runsOn: 'both' },
  { version: '4.0.7577.4366', release: 'CU7, January 2013', evidence: 'sourced', runsOn: 'both' },
  { version: '4.0.7577.4372', release: 'CU7, January 2013', evidence: 'sourced', runsOn: 'both' },
  { version: '4.0.7577.4387', release: 'CU8, April 2013', evidence: 'sourced', runsOn: 'both' },
  { version: '4.0.7577.4397', release: 'CU9, July 2013', evidence: 'inferred', runsOn: 'both' },
  { version: '4.0.7577.4411', release: 'CU10, October 2013', evidence: 'inferred', runsOn: 'both' },
  { version: '4.0.7577.4414', release: 'CU10, October 2013', evidence: 'sourced', runsOn: 'both' },
  { version: '4.0.7577.4420', release: 'CU11, January 2014', evidence: 'sourced', runsOn: 'both' },
  { version: '4.0.7577.4444', release: 'CU12, April 2014', evidence: 'inferred', runsOn: 'both' },
  { version: '4.0.7577.4451', release: 'between April 2014 and May 2015', evidence: 'number', runsOn: 'both' },
  { version: '4.0.7577.4455', release: 'between April 2014 and May 2015', evidence: 'number', runsOn: 'both' },
  { version: '4.0.7577.4463', release: 'May 2015', evidence: 'sourced', runsOn: 'both' },
  { version: '4.0.7577.4470', release: 'after May 2015', evidence: 'number', runsOn: 'both' },
  { version: '4.0.7577.4477', release: 'after May 2015', evidence: 'number', runsOn: 'both' },
  { version: '4.0.7577.4487', release: 'after May 2015', evidence: 'number', runsOn: 'both' },
  { version: '4.0.7577.4494', release: 'December 2015 at the latest', evidence: 'inferred', runsOn: 'both' },
  { version: '4.0.7577.4498', release: '2016', evidence: 'number', runsOn: 'aries' },
  { version: '4.0.7577.4500', release: '2016', evidence: 'number', runsOn: 'aries' },
  { version: '4.0.7577.4512', release: 'April 2017, the last', evidence: 'inferred', runsOn: 'aries' },
];
