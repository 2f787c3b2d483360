import type { User } from '../../../harness/deployment/index.js';
import { Secret } from '../../../harness/foundation/secret.js';

const USERS = 500;

export function benchUsers(): User[] {
  return Array.from({ length: USERS }, (_, index) => {
    const name = `user${index}`;
    return {
      ...{ name, displayName: `User ${index}`, sipAddress: `${name}@contoso.com`, extension: String(2000 + index) },
      ...{ phoneNumber: `+1206555${2000 + index}`, pin: new Secret('1'), password: new Secret('1'), enabled: true },
      home: 'front-end',
    };
  });
}
