import { HarnessError } from '../../../foundation/errors/index.js';
import { defaultCertificateServicePath, ucVendorClass } from '../../../wire/option43/index.js';
import { flag, type OptionValues, type Terminal, text, writeJson } from '../../command.js';
import { optionFormats } from '../../option43/formats/index.js';
import { lyncOptions } from '../../option43/values.js';

/** Errors: USAGE, WIRE_INVALID, WIRE_TOO_LARGE. */
export async function encode(options: OptionValues, terminal: Terminal): Promise<number> {
  const sipServer = text(options, 'sip-server');
  if (sipServer === undefined) {
    throw new HarnessError('USAGE', { detail: 'option43 encode needs --sip-server, the pool’s name' });
  }
  const name = text(options, 'format') ?? 'dhcputil';
  const format = Object.hasOwn(optionFormats, name) ? optionFormats[name] : undefined;
  if (!format) {
    const known = Object.keys(optionFormats).join(', ');
    throw new HarnessError('USAGE', { detail: `--format "${name}" is none of ${known}` });
  }
  const values = lyncOptions(sipServer, {
    identifier: ucVendorClass,
    urlScheme: 'https',
    webServer: text(options, 'web-server') ?? sipServer,
    port: text(options, 'port') ?? '443',
    path: text(options, 'path') ?? defaultCertificateServicePath,
  });
  const lines = format(values);
  if (flag(options, 'json')) {
    const { option43, option120 } = values;
    writeJson(terminal, {
      option43: option43.toString('hex'),
      option120: option120.toString('hex'),
      format: name,
      lines,
    });
  } else terminal.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
