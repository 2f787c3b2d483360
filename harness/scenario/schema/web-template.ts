import { z } from 'zod';
import { furtherHosts, sharedHosts, standardHosts } from '../../deployment/index.js';
import { readTemplateText } from '../../servers/web/templates/index.js';

/** Templates of one deployment; a phone asks for a handful of things nobody knows. */
const MAX_TEMPLATES = 100;
export const MAX_TEMPLATE_HEADERS = 30;

/** What the server writes itself, or has a key of its own. */
const RESERVED = /^(content-length|content-type|transfer-encoding|connection|keep-alive|trailer|upgrade|date)$/i;

const hosts = [...standardHosts, ...furtherHosts, ...Object.keys(sharedHosts)];

/** Text in which every placeholder is known. */
const withPlaceholders = z.string().superRefine((text, context) => {
  const { problem } = readTemplateText(text, hosts);
  if (!problem) return;
  const { column, detail, line } = problem;
  context.addIssue({ code: 'custom', message: `line ${line}, column ${column} of the text: ${detail}` });
});

const printable = z.string().regex(/^[\x20-\x7e]*$/, 'printable ASCII on one line');

export const templateSchema = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case words with hyphens'),
    summary: z.string().optional(),
    source: z.string().optional().describe('Where the answer is documented, or that it is inferred.'),
    match: z
      .strictObject({
        element: z
          .strictObject({
            namespace: z.string().optional().describe('URI; any when absent or *.'),
            name: z.string().min(1).optional().describe('Local name; any when absent or *.'),
          })
          .optional()
          .describe('First element of the SOAP body, or root of other XML.'),
        method: z
          .string()
          .regex(/^[A-Za-z-]{1,30}$/, 'an HTTP method')
          .optional(),
        path: z
          .string()
          .regex(/^[/*]\S{0,500}$/, 'a path that begins with / or *')
          .optional()
          .describe('Without the query; * stands for any characters.'),
        soapAction: z.string().optional(),
        userAgent: z
          .string()
          .min(1)
          .max(500)
          .optional()
          .describe('The User-Agent header; * stands for any characters.'),
      })
      .describe('Which requests it answers.'),
    answer: z.strictObject({
      status: z.number().int().min(200).max(599).optional().describe('200 when absent.'),
      contentType: printable.optional(),
      headers: z
        .record(
          z
            .string()
            .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,60}$/, 'a header name')
            .refine((name) => !RESERVED.test(name), 'a header the server writes itself'),
          printable.pipe(withPlaceholders),
        )
        .refine(
          (headers) => Object.keys(headers).length <= MAX_TEMPLATE_HEADERS,
          `at most ${MAX_TEMPLATE_HEADERS} headers`,
        )
        .optional(),
      body: withPlaceholders.optional().describe('Text with placeholders; $${ stands for ${.'),
      bodyBase64: z.base64('not base64').optional().describe('Bytes, sent as they are.'),
    }),
  })
  .superRefine(({ answer }, context) => {
    if (answer.body === undefined || answer.bodyBase64 === undefined) return;
    context.addIssue({ code: 'custom', path: ['answer', 'bodyBase64'], message: 'there is a body already' });
  })
  .meta({ id: 'webTemplate' });

const templateFileSchema = z.strictObject({
  file: z.string().min(1).describe('A template file, relative to the scenario file.'),
});

export const templatesSchema = z.array(z.union([templateSchema, templateFileSchema])).max(MAX_TEMPLATES);

export type TemplateSpec = z.infer<typeof templateSchema>;
export type TemplateEntry = z.infer<typeof templatesSchema>[number];
