import { type PhoneAction, phoneActions } from '../../phone/index.js';
import { type OptionValues, text } from '../command.js';
import { phoneUsage } from './typed.js';

/** `--then reboot,sign-out`. @throws HarnessError USAGE */
export function actionsFrom(options: OptionValues): PhoneAction[] {
  const given = text(options, 'then');
  if (given === undefined) return [];
  return given.split(',').map((word) => {
    const action = phoneActions.find((each) => each === word.trim());
    if (action === undefined) throw phoneUsage(`--then "${word}" is none of ${phoneActions.join(', ')}`);
    return action;
  });
}

/** `--reset soft|factory`, of a phone that has something to forget. @throws HarnessError USAGE */
export function resetFrom(options: OptionValues): 'soft' | 'factory' | undefined {
  const given = text(options, 'reset');
  if (given === undefined) return undefined;
  if (given !== 'soft' && given !== 'factory') throw phoneUsage(`--reset "${given}" is neither soft nor factory`);
  if (text(options, 'state') === undefined) throw phoneUsage('--reset needs --state: any other phone is new');
  return given;
}
