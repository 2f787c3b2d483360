import type { HarnessError } from '../../foundation/errors/index.js';
import { fault } from '../../wire/soap/index.js';
import type { WebAnswer, WebExchange } from './exchange.js';
import { upstreamOf } from './forward/decide.js';
import { type ProblemDetails, type WebProblem, webProblems } from './problems.js';
import { answerFrom, templateFor } from './templates/answer.js';

const XML = 'text/xml; charset=utf-8';

/** A document, SOAP or metadata. */
export function xmlAnswer(body: string): WebAnswer {
  return { status: 200, contentType: XML, body };
}

/** A refusal by a web service: SOAP 1.1 faults have status 500 (observed). */
export function faultAnswer(problem: WebProblem, details: ProblemDetails = webProblems[problem]): WebAnswer {
  const { errorId, reason } = details;
  const { faultcode } = webProblems[problem];
  return { status: 500, contentType: XML, body: fault({ faultcode, faultstring: reason, errorId, reason }) };
}

export function pageAnswer(status: number, sentence: string): WebAnswer {
  const body = `<html><head><title>${status}</title></head><body><p>${sentence}</p></body></html>`;
  return { status, contentType: 'text/html; charset=utf-8', body };
}

/** Credentials sent where anybody can read them are not looked at. */
export function notSecureAnswer(): WebAnswer {
  return pageAnswer(403, 'This service is available over https only.');
}

/**
 * Nobody knows this request: keep it whole, so that somebody can teach the harness, and give the answer of the template
 * that fits, or else this one.
 */
export function unknownRequest(exchange: WebExchange, answer: WebAnswer): WebAnswer {
  const { method, path, body } = exchange.request;
  const capture = body.length > 0 ? exchange.capture() : undefined;
  const template = templateFor(exchange);
  const own = template && !template.bundled;
  const forwarded = !own && upstreamOf(exchange) !== undefined;
  exchange.record('web.unknown-request', {
    method,
    path: exchange.secrets.text(path),
    ...(capture !== undefined && { capture }),
    ...(template && !forwarded && { template: template.name }),
    ...(forwarded && { forwarded }),
  });
  const answered = template ? answerFrom(template, exchange) : answer;
  return own ? answered : { ...answered, unknown: true };
}

/** A body that is not SOAP where only SOAP has a meaning: a fault for other XML, for anything else what is wrong with it. */
export function notSoap(exchange: WebExchange): WebAnswer {
  const { body, notXml } = exchange.request;
  if (notXml) return unknownRequest(exchange, notXmlAnswer(notXml));
  if (body.length === 0) return unknownRequest(exchange, pageAnswer(400, 'The request has no body.'));
  return unknownRequest(exchange, faultAnswer('malformed-request'));
}

/** The sentence of a codec, with the place it names; a limit that was crossed has a status of its own. */
export function notXmlAnswer(problem: HarnessError): WebAnswer {
  return pageAnswer(problem.code === 'WIRE_TOO_LARGE' ? 413 : 400, printable(problem.message));
}

/** The sentence may quote the body, which may be anything: what no page can carry is left out. */
function printable(sentence: string): string {
  return sentence.replace(/[\p{Cc}\p{Cs}\p{Cn}]/gu, '?').replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);
}

export function notFound(exchange: WebExchange): WebAnswer {
  return unknownRequest(exchange, pageAnswer(404, 'There is nothing here.'));
}
