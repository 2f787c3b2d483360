import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import type { WebRequest } from '../network/http/web-client.js';
import { withOwnClient } from '../update/own-client.js';

const LINE = 'an emulated phone has nothing to tell\r\n';

/**
 * "Send logs", which somebody chooses on the phone: files of Windows CE go to the device update service. Their names are
 * documented; that they are put below the folder of the check, and how, is a reconstruction. One that is refused is not
 * sent again.
 */
export const sendLogs: Step = {
  name: 'send-logs',
  essential: false,
  due: ({ habits, memory }) =>
    habits.sendsLogs !== undefined && !memory.logsSent && memory.provisioned?.updateUrl !== undefined,
  async run(context) {
    const { bytes = 0, count = 0 } = context.habits.sendsLogs ?? {};
    context.memory.logsSent = true;
    const body = Buffer.from(LINE.repeat(Math.ceil(bytes / LINE.length)).slice(0, bytes));
    for (let nth = 0; nth < count; nth++) await withOwnClient(context, (own) => send(own, nth, body));
    return `${count} log(s) of ${bytes} bytes`;
  },
};

async function send({ date, mac, memory, web }: StepContext, nth: number, body: Buffer): Promise<void> {
  const [day = '', hour = ''] = date.now().toISOString().replace(/[-:]/g, '').split('T');
  const file = `UCPhone_${mac.replaceAll(':', '').toUpperCase()}-${day}-CELOG${hour.slice(0, 6)}_${nth}.clg`;
  const url = (memory.provisioned?.updateUrl ?? '').replace(/\/[^/]*$/, `/Logs/Client/CELog/${file}`);
  const what = 'the log';
  const request: WebRequest = {
    ...{ method: 'POST', url, body, what },
    headers: { 'Content-Type': 'application/octet-stream' },
  };
  const { status } = await web.send(request);
  if (status !== 200) throw new HarnessError('PHONE_HTTP_REFUSED', { url, what, status, detail: '' });
}
