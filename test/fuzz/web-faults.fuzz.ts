import fc from 'fast-check';
import {
  disturbReply,
  explainFault,
  FaultPlan,
  type FaultPoint,
  faultSchema,
  faultsAt,
  refusalBy,
  webPoints,
} from '../../harness/faults/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { faultShapes } from '../../harness/scenario/schema/scenario.js';
import { createWebServer } from '../../harness/servers/web/index.js';
import { writeRootChainRequest, writeUsernameToken } from '../../harness/wire/soap/index.js';
import { parsed } from '../faults/parse.js';
import { eventsOf, testContext, testDate } from '../servers/deployment.js';
import { WebClient } from '../servers/web/client.js';
import { certificatePath, certificateRequest, pinPath, ticketRequest } from '../servers/web/sign-in.js';
import type { FuzzTarget } from './target.js';

const resources = {
  chain: (): never => {
    throw new Error('no TLS chain is swapped here');
  },
  published: () => Buffer.from('a chain of another'),
};
const service = '/CertProv/CertProvisioningService.svc';

/** Every fault that may stand at an answer, by its own example, on some occasion. */
const specs = fc
  .constantFrom(...webPoints)
  .chain((at: FaultPoint) => fc.constantFrom(...faultsAt(at)).map((kind) => ({ at, do: kind.do, ...kind.example })))
  .chain((spec) =>
    fc.option(fc.record({ nth: fc.integer({ min: 1, max: 2 }) }), { nil: undefined }).map((when) => ({
      ...spec,
      ...(when && { when }),
    })),
  );

const messages = fc.constantFrom<readonly [path: string, body: () => Promise<string> | string | undefined]>(
  [service, () => writeRootChainRequest()],
  [service, () => undefined],
  [`${service}/mex`, () => undefined],
  [pinPath, () => ticketRequest(writeUsernameToken('1001', '730259'))],
  [certificatePath, () => certificateRequest({ request: Buffer.from('3000', 'hex') })],
  ['/RequestHandler/ucdevice.upx', () => '<Request/>'],
  ['/autodiscover/autodiscoverservice.svc/root', () => undefined],
  ['/nothing', () => '<a/>'],
);

const bodies = fc.oneof(
  fc.string(),
  fc.string().map((text) => `<a xmlns="urn:x"><b c="d">${text.replace(/[<&]/g, '')}</b></a>`),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

const schema = faultSchema(faultShapes);

export const targets: FuzzTarget[] = [
  {
    name: 'faults of web answers: with any of them the server answers or ends the connection, and makes no mistake',
    property: fc.asyncProperty(
      // Silence has no end to wait for.
      fc.array(
        specs.filter((spec) => spec.do !== 'drop'),
        { minLength: 1, maxLength: 3 },
      ),
      messages,
      fc.constantFrom('web' as const, 'web-http' as const),
      async (faulty, [path, body], over) => {
        const clock = new ScenarioClock({ start: testDate, waits: 'skip' });
        const faults = new FaultPlan(faulty.map(parsed), { resources, record: () => {} });
        const context = await testContext({ faults, clock });
        const web = createWebServer(context);
        try {
          for (let nth = 0; nth < 2; nth++) {
            const client = new WebClient(web, over);
            const sent = await body();
            const status = await client.ask(path, sent === undefined ? {} : { body: sent }).then(
              (answer) => answer.status,
              (error: Error) => (/the connection ended|no Content-Length/.test(error.message) ? 0 : error),
            );
            if (status instanceof Error) throw status;
            if (status !== 0 && (status < 200 || status > 599)) throw new Error(`status ${status}`);
          }
          const mistakes = eventsOf(context.journal, 'harness.error');
          if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
        } finally {
          web.close();
          clock.stop();
        }
      },
    ),
  },
  {
    name: 'faults of web answers: any body can be changed by any of them',
    property: fc.property(
      specs,
      bodies,
      fc.constantFrom('text/xml', 'text/html', undefined),
      fc.string(),
      // Of a message that was parsed.
      fc.constantFrom('Get', 'GetRootCertificates', undefined),
      (spec, body, type, text, operation) => {
        const plan = new FaultPlan([parsed({ ...spec, when: undefined })], { resources, record: () => {} });
        const armed = plan.for(spec.at, {}) as unknown as Parameters<typeof disturbReply>[1];
        const asked = { path: `/${text}`, query: text, operation };
        const reply = { status: 200, body, ...(type !== undefined && { contentType: type }) };
        const refusal = refusalBy(armed, asked);
        const after = disturbReply(refusal ?? reply, armed, asked).reply;
        const headers = Object.values(after.headers ?? {}).join('');
        return after.status >= 200 && after.status <= 599 && !/[\r\n\0]/.test(headers);
      },
    ),
  },
  {
    name: 'faults of web answers: any parameters are refused with a place, or explained',
    property: fc.property(
      fc.constantFrom(...webPoints),
      fc.constantFrom('status', 'redirect', 'soap-fault', 'slow-body', 'delay', 'store-unavailable', 'reset'),
      fc.dictionary(fc.constantFrom('status', 'to', 'errorId', 'reason', 'seconds', 'after', 'when'), fc.jsonValue()),
      (at, word, parameters) => {
        const result = schema.safeParse({ at, do: word, ...parameters });
        return result.success ? explainFault(result.data).startsWith('At ') : result.error.issues.length > 0;
      },
    ),
  },
];
