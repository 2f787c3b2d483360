import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { compileTemplate } from '../../harness/scenario/templates/compile.js';
import { templateFromExchange } from '../../harness/scenario/templates/from-exchange.js';
import { parseTemplate } from '../../harness/scenario/templates/read.js';
import type { RecordedExchange } from '../../harness/scenario/templates/recorded-exchanges.js';
import { withoutSecrets } from '../../harness/servers/web/capture-secrets.js';
import { unpacked } from '../../harness/servers/web/forward/unpack.js';
import { createWebServer } from '../../harness/servers/web/index.js';
import { renderTemplate } from '../../harness/servers/web/templates/index.js';
import { eventsOf, testContext } from '../servers/deployment.js';
import { behind } from '../servers/upstream/behind.js';
import { rawServer } from '../servers/upstream/raw-server.js';
import { WebClient } from '../servers/web/client.js';
import type { FuzzTarget } from './target.js';

const good = [
  'HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 11\r\n\r\n<a>body</a>',
  'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n3;x=y\r\nend\r\n0\r\nTrailer: x\r\n\r\n',
  'HTTP/1.1 401 Unauthorized\r\nWWW-Authenticate: NTLM\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 304 Not Modified\r\nETag: "x"\r\n\r\n',
  'HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot packed at all',
];

/** A good answer with a piece replaced, and perhaps cut off. */
const answers = fc
  .record({
    which: fc.nat(good.length - 1),
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(12),
    piece: fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.constantFrom('\r\n', '\0', 'Content-Length: 9\r\n', '\u00ff', ':', '-1', '9'.repeat(30)),
    ),
    cut: fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true })),
    end: fc.constantFrom('end', 'reset', 'stay'),
  })
  .map(({ cut, end, length, piece, place, which }) => {
    const text = good[which] ?? '';
    const at = Math.floor(place * text.length);
    const changed = text.slice(0, at) + piece + text.slice(at + length);
    return { bytes: Buffer.from(changed.slice(0, Math.ceil(cut * changed.length)), 'latin1'), end };
  });

/** An answer as it may stand in a journal; nothing in it is a host, a date or an identifier. */
const bodies = fc.oneof(
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes)),
  fc
    .array(
      fc.constantFrom(
        '${',
        '$',
        '}',
        '$${',
        '\r',
        '\n',
        ' ',
        '\t',
        '- ',
        '# ',
        '"',
        "'",
        '\ufeff',
        'ä',
        '\u2028',
        '\u0085',
        '\u0007',
        'a: ',
        '|',
        '---\n',
        '*',
      ),
    )
    .map((parts) => Buffer.from(parts.join(''))),
);

const templateText = fc
  .record({
    place: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(20),
    piece: fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom('\u0024{', '\u0024{uuid}', '&a *a', '!!js', '<<: *a', '\n  - ', ': {', '"'),
    ),
  })
  .map(({ length, piece, place }) => {
    const text =
      'name: a\nmatch: { element: { namespace: "urn:x", name: R }, method: POST, path: /a*b }\nanswer:\n  status: 500\n  contentType: text/xml\n  headers: { X-A: "\u0024{now+8h}" }\n  body: |\n    <a>\u0024{operation} \u0024{uuid.1} \u0024{host.web}</a>\n';
    const at = Math.floor(place * text.length);
    return text.slice(0, at) + piece + text.slice(at + length);
  });

export const targets: FuzzTarget[] = [
  {
    name: 'server behind: whatever it says, the phone gets an answer or an end, and the harness makes no mistake',
    property: fc.asyncProperty(answers, async ({ bytes, end }) => {
      const endings: (() => void)[] = [];
      const place = { teardown: (ending: () => void) => endings.push(ending) };
      const server = await rawServer(place, (socket) => {
        socket.write(bytes);
        if (end === 'end') socket.end();
        if (end === 'reset') setImmediate(() => socket.resetAndDestroy());
      });
      const upstream = behind(server.port, {}, { answerMs: 60, bodyMs: 60 });
      const context = await testContext({ upstream, capture: (label) => label });
      const web = createWebServer(context);
      try {
        const client = new WebClient(web, 'web-http');
        client.stream.write('GET /unheard-of HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n');
        await client.waitClosed();
        const mistakes = eventsOf(context.journal, 'harness.error');
        if (mistakes.length > 0) throw new Error(JSON.stringify(mistakes));
        const told =
          eventsOf(context.journal, 'web.response').length + eventsOf(context.journal, 'upstream.failed').length;
        return told > 0;
      } finally {
        web.close();
        upstream.close();
        for (const ending of endings) ending();
      }
    }),
  },
  {
    name: 'template: any text is a template or a sentence with its place, and a template can be given',
    property: fc.property(templateText, (text) => {
      try {
        const template = compileTemplate(parseTemplate(text, 'file'));
        renderTemplate(template, (name) => `<&"'\0${name}`);
        return true;
      } catch (error) {
        return error instanceof HarnessError && error.code === 'TEMPLATE_INVALID';
      }
    }),
  },
  {
    name: 'template: a recorded body is given again byte for byte',
    property: fc.property(bodies, (body) => {
      const exchange: RecordedExchange = {
        ...{ id: 'web#1/1', method: 'GET', path: '/x', status: 200, operation: undefined },
        ...{ capture: undefined, cut: false, unpacked: false, at: new Date(0) },
        request: Buffer.from('GET /x HTTP/1.1\r\n\r\n'),
        response: Buffer.concat([Buffer.from('HTTP/1.1 200\r\nContent-Type: text/plain\r\n\r\n'), body]),
      };
      const written = templateFromExchange(exchange, { exchanges: [], hosts: {}, sipDomain: undefined }, 'again');
      const answer = renderTemplate(compileTemplate(parseTemplate(written, 'again')), () => '?');
      return Buffer.from(answer.body ?? '').equals(body);
    }),
  },
  {
    name: 'packed bodies: any bytes under any name are unpacked, too large or left as they are',
    property: fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.constantFrom('gzip', 'x-gzip', 'deflate', 'br', 'identity', '__proto__', 'toString', 'GZIP '),
      (bytes, encoding) => {
        const plain = unpacked(Buffer.from(bytes), encoding);
        return plain === undefined || plain === 'too-large' || plain.length <= 1024 * 1024;
      },
    ),
  },
  {
    name: 'secrets: what is overwritten keeps its length, and what is known is gone',
    property: fc.property(fc.string({ maxLength: 60 }), fc.string({ maxLength: 60 }), (before, after) => {
      const body = Buffer.from(`${before}Pa55-word${after}`);
      const clean = withoutSecrets(body, ['Pa55-word']);
      return clean.length === body.length && !clean.includes('Pa55-word');
    }),
  },
];
