import { z } from 'zod';

const mail = z
  .string()
  .regex(/^[^@\s<>"]+@[^@\s<>"]+$/, 'not a mail address')
  .transform((address) => address.toLowerCase());

const contactSchema = z.strictObject({
  displayName: z.string().min(1).max(255),
  mail: mail.optional(),
  phoneNumber: z.string().min(1).max(64).optional(),
  company: z.string().min(1).max(255).optional(),
});

const listSchema = z.strictObject({
  address: mail,
  displayName: z.string().min(1).max(255),
  members: z.array(z.string().min(1)).max(1000).describe('Account names of deployed users.'),
});

/** What the address book and the group expansion know beside the deployed users. */
export const addressBookSchema = z.strictObject({
  contacts: z.array(contactSchema).max(1000).optional().describe('People who are not enabled for Lync.'),
  distributionLists: z.array(listSchema).max(200).optional(),
});

export type AddressBookSpec = z.infer<typeof addressBookSchema>;
