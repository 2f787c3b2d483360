import type { WebTemplate } from '../../../deployment/index.js';
import type { WebAnswer, WebExchange } from '../exchange.js';
import { matchingTemplate } from './match.js';
import { renderTemplate } from './render.js';
import { templateValues } from './values.js';

/** The template for this request, if any fits. */
export function templateFor({ context, request }: Pick<WebExchange, 'context' | 'request'>): WebTemplate | undefined {
  return matchingTemplate(context.deployment.webServices.templates ?? [], request);
}

export function answerFrom(template: WebTemplate, exchange: Pick<WebExchange, 'context' | 'request'>): WebAnswer {
  return renderTemplate(template, templateValues(exchange));
}

/**
 * What a service answers in a shape that is only inferred, in the shape a scenario's template gives it. Refusals keep
 * their own; `values` gives those of the answer itself, and is asked only where a template fits.
 */
export function reshaped(
  exchange: WebExchange,
  answer: WebAnswer,
  values: () => Readonly<Record<string, string>> = () => ({}),
): WebAnswer {
  if (answer.status !== 200) return answer;
  const template = templateFor(exchange);
  // One that is meant for whatever nobody knows says nothing of a request a service does know.
  const { element, path, userAgent } = template?.match ?? {};
  if (!template || (element === undefined && path === undefined && userAgent === undefined)) return answer;
  exchange.record('web.reshaped', { path: exchange.secrets.text(exchange.request.path), template: template.name });
  const usual = templateValues(exchange);
  const own = values();
  return renderTemplate(template, (name) => (Object.hasOwn(own, name) ? (own[name] ?? '') : usual(name)));
}
