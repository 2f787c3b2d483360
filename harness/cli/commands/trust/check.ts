import { orderChain } from '../../../../certs/bundles/index.js';
import {
  type AssessmentOptions,
  deliveredAnchor,
  evaluate,
  firmwareMatrix,
  type MatrixCell,
  signInPaths,
  summarize,
} from '../../../../certs/trust/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { phoneModels } from '../../../phone/models/index.js';
import { flag, type OptionValues, type Terminal, text, texts, writeJson } from '../../command.js';
import { certificateFile, plain, shortName } from '../certs/files.js';
import { answerText, assessmentLines } from './answers.js';
import { dateFrom, day } from './date.js';

/** `trust check`: one firmware, or all of them by every way to sign in. Errors: USAGE, those of files and firmware. */
export async function check(options: OptionValues, operands: readonly string[], terminal: Terminal): Promise<number> {
  const { chain, host } = await presentedBy(options, operands);
  const name = text(options, 'name') ?? host;
  const published = texts(options, 'published').flatMap((file) => certificateFile(file).certificates);
  const asked: Asked = {
    chain,
    published,
    at: dateFrom(text(options, 'at')),
    kind: flag(options, 'web') ? 'web' : 'sip',
    ...(name === undefined ? {} : { name }),
  };
  const firmware = text(options, 'firmware') ?? 'all';
  return firmware === 'all'
    ? checkAll(asked, options, terminal)
    : checkOne(asked, firmware, text(options, 'model'), flag(options, 'json'), terminal);
}

interface Asked {
  readonly chain: readonly Buffer[];
  readonly published: readonly Buffer[];
  readonly at: Date;
  readonly name?: string;
  readonly kind: 'sip' | 'web';
}

async function presentedBy(options: OptionValues, operands: readonly string[]) {
  const target = text(options, 'connect');
  if ((target === undefined) === (operands.length === 0)) {
    throw new HarnessError('USAGE', { detail: 'trust check needs files, or --connect HOST:PORT' });
  }
  if (target !== undefined) return await (await import('./connect.js')).chainFrom(target);
  const files = operands.map(certificateFile);
  const chain = files.flatMap(({ certificates }) => certificates);
  // A PKCS#7 bundle is a set: its order says nothing of what a server sends (RFC 2315), not even which is the server's.
  return { chain: files.some(({ format }) => format === 'pkcs7') ? leafFirst(chain) : chain, host: undefined };
}

function leafFirst(chain: readonly Buffer[]): readonly Buffer[] {
  const { leaf } = orderChain(chain);
  return [leaf, ...chain.filter((one) => !one.equals(leaf))];
}

/** The firmware table is that of Microsoft's software; a vendor's own phone has other roots and rules. */
const judged = [...phoneModels.values()]
  .filter(({ family }) => family === 'aries' || family === 'tanjay')
  .map(({ name }) => name);

function checkOne(
  asked: Asked,
  firmware: string,
  model: string | undefined,
  json: boolean,
  terminal: Terminal,
): number {
  if (model !== undefined && !judged.includes(model)) {
    throw new HarnessError('USAGE', { detail: `--model "${model}" is none of ${judged.join(' ')}` });
  }
  const { at, chain, kind, name, published } = asked;
  const isRoot = (der: Buffer) => summarize(der).selfSigned;
  const origin = phoneModels.get(model ?? '')?.pin === false ? 'active-directory' : 'certificate-service';
  const question: AssessmentOptions = {
    firmware,
    at,
    kind,
    extraAnchors: published.filter(isRoot).map((der) => deliveredAnchor(der, origin)),
    intermediates: published.filter((der) => !isRoot(der)),
    ...(name === undefined ? {} : { name }),
  };
  const assessment = evaluate(chain, question);
  if (json) writeJson(terminal, { firmware, ...(model === undefined ? {} : { model }), at, ...assessment });
  else terminal.stdout.write(`${assessmentLines(assessment, firmware).map(plain).join('\n')}\n`);
  return assessment.trusted ? 0 : 1;
}

/** Ten years: the longest a server's certificate and the patience of an administrator last. */
const DEFAULT_YEARS = 10;

function checkAll({ at, chain, kind, name, published }: Asked, options: OptionValues, terminal: Terminal): number {
  const years = yearsFrom(text(options, 'years'));
  const cells = firmwareMatrix(chain, {
    at,
    years,
    kind,
    certificateService: published,
    activeDirectory: published,
    ...(name === undefined ? {} : { name }),
  });
  const trusted = cells.some(({ now }) => now?.trusted === true);
  if (flag(options, 'json')) writeJson(terminal, { at, years, cells });
  else terminal.stdout.write(matrixText(chain, at, cells));
  return trusted ? 0 : 1;
}

function yearsFrom(given: string | undefined): number {
  if (given === undefined) return DEFAULT_YEARS;
  if (!/^\d{1,2}$/.test(given)) throw new HarnessError('USAGE', { detail: `--years "${given}" is not 0 to 99` });
  return Number(given);
}

function matrixText(chain: readonly Buffer[], at: Date, cells: readonly MatrixCell[]): string {
  const leaf = chain[0];
  const title = leaf === undefined ? 'nothing' : shortName(summarize(leaf).subject);
  const lines = [`${title} on ${day(at)}`];
  for (const { firmware, label } of cells.filter((one, index) => cells[index - 1]?.firmware !== one.firmware)) {
    lines.push('', `${firmware}  ${label}`);
    for (const cell of cells.filter((one) => one.firmware === firmware)) {
      if (cell.now === undefined) continue;
      const changes = cell.changes.map((one) => `; from ${day(one.at)} ${answerText(one.answer)}`);
      lines.push(`  ${cell.path.padEnd(9)} ${answerText(cell.now)}${changes.join('')}`);
    }
  }
  lines.push('', ...signInPaths.map(({ explain, path }) => `${path.padEnd(9)} ${explain}`));
  return `${lines.map(plain).join('\n')}\n`;
}
