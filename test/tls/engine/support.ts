import type { ExecutionContext } from 'ava';
import { EngineAlert } from '../../../harness/tls/engine/engine-alert.js';
import { type DirectionKeys, keyBlock } from '../../../harness/tls/engine/key-block.js';
import { type OpenedRecord, RecordLayer } from '../../../harness/tls/engine/record/index.js';
import { type EngineSuite, engineSuites } from '../../../harness/tls/engine/suite.js';

export const suites = engineSuites;
export const blockSuites = engineSuites.filter(({ blockLength }) => blockLength > 0);
export const streamSuites = engineSuites.filter(({ blockLength }) => blockLength === 0);

/** The keys of one direction, always the same. */
export function testKeys(suite: EngineSuite, side: 'client' | 'server' = 'client'): DirectionKeys {
  return keyBlock(suite, Buffer.alloc(48, 1), Buffer.alloc(32, 2), Buffer.alloc(32, 3))[side];
}

export function writer(suite: EngineSuite, maxRecord?: number): RecordLayer {
  const layer = new RecordLayer(maxRecord === undefined ? {} : { maxRecord });
  layer.agreed = true;
  layer.protectWrite(suite, testKeys(suite));
  return layer;
}

export function reader(suite?: EngineSuite): RecordLayer {
  const layer = new RecordLayer();
  layer.agreed = true;
  if (suite) layer.protectRead(suite, testKeys(suite));
  return layer;
}

/** Every whole record that the layer holds. */
export function opened(layer: RecordLayer): OpenedRecord[] {
  const records: OpenedRecord[] = [];
  for (let record = layer.next(); record; record = layer.next()) records.push(record);
  return records;
}

/** A record as it goes over the wire. */
export function record(type: number, fragment: Buffer, version = 0x0301): Buffer {
  const header = Buffer.from([type, version >> 8, version & 255, fragment.length >> 8, fragment.length & 255]);
  return Buffer.concat([header, fragment]);
}

/** The alert with which the layer refuses these bytes. */
export function refusal(t: ExecutionContext, layer: RecordLayer, bytes: Buffer): EngineAlert {
  layer.push(bytes);
  const alert = t.throws(() => opened(layer), { instanceOf: EngineAlert });
  return alert ?? new EngineAlert('internal_error', 'nothing was refused');
}
