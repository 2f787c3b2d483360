import { type Command, flag, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';

export const directoryShow: Command = {
  name: 'directory show',
  usage: 'directory show [options]',
  help: [],
  options: { ...CONTROL_OPTIONS, json: { type: 'boolean' } },
  run: async (options, _operands, terminal) => {
    const answer = await controlClient(options).get('/v1/directory');
    if (flag(options, 'json')) writeJson(terminal, answer);
    else {
      const objects = (Array.isArray(answer.objects) ? answer.objects : []) as Shown[];
      const lines = objects.length === 0 ? ['Public Key Services holds no CA certificate.'] : objects.flatMap(linesOf);
      terminal.stdout.write(`${lines.join('\n')}\n`);
    }
    return 0;
  },
};

interface Shown {
  readonly dn: string;
  readonly class: string;
  readonly certificates: readonly {
    readonly subject: string;
    readonly thumbprint: string;
    readonly notAfter: string;
  }[];
}

function linesOf({ certificates, class: kind, dn }: Shown): string[] {
  const values = certificates.map(
    ({ notAfter, subject, thumbprint }) => `  ${thumbprint} ${subject}, until ${notAfter.slice(0, 10)}`,
  );
  return [`${dn} (${kind})`, ...values];
}
