import { microsoftFirmware, type PhoneState, phoneModels } from '../../phone/index.js';
import { styleFor } from '../../reports/index.js';
import { type Command, flag, text, writeJson } from '../command.js';
import { readEndpoints, type ServedEndpoints } from '../options/endpoints.js';
import { withKeyLog } from '../options/key-log.js';
import { modelTable } from '../phone/model-table.js';
import { PHONE_HELP, phoneOptions } from '../phone/options.js';
import { powerOn } from '../phone/power-on.js';
import { printable } from '../phone/printable.js';
import { openStateFile } from '../phone/state-file.js';
import { StepReport, stepLines } from '../phone/step-report.js';

export const phoneCommand: Command = {
  name: 'phone',
  usage: 'phone [--endpoints READY.json] [options]',
  help: PHONE_HELP,
  options: phoneOptions,
  run: async (options, _operands, terminal) => {
    if (flag(options, 'models')) {
      terminal.stdout.write(modelTable([...phoneModels.values()], microsoftFirmware));
      return 0;
    }
    const endpoints = text(options, 'endpoints');
    const served: ServedEndpoints = endpoints === undefined ? { dial: {}, standIns: {} } : readEndpoints(endpoints);
    const name = text(options, 'state');
    const json = flag(options, 'json');
    const style = styleFor(terminal.stdout, terminal.env);
    // A display that is drawn over and over has the terminal for itself until the phone is done.
    const atOnce = !json && !flag(options, 'screen');
    const report = new StepReport((step) => {
      if (atOnce) terminal.stdout.write(stepLines(step, style));
    });
    const file = name === undefined ? undefined : openStateFile(name);
    const { done, state } = await withKeyLog(text(options, 'key-log'), terminal, (keyLog) =>
      powerOn(options, served, terminal, { keyLog, file, report }),
    ).finally(() => file?.close());
    if (json) writeJson(terminal, { ...state, steps: report.steps });
    else {
      if (!atOnce) for (const step of report.steps) terminal.stdout.write(stepLines(step, style));
      terminal.stdout.write(`${printable(summary(state))}\n`);
    }
    return done ? 0 : 1;
  },
};

function summary(state: PhoneState): string {
  if (state.outcome === 'signed-in') return `signed in as ${state.sipAddress}`;
  if (state.outcome === undefined) return `signed out: ${state.screen}`;
  return `sign-in failed at ${state.step}: ${state.failure?.sentence ?? state.screen}`;
}
