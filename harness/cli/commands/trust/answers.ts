import { type Answer, type Assessment, storedRoot } from '../../../../certs/trust/index.js';

/** One answer in a few words. */
export function answerText(answer: Answer): string {
  return answer.trusted ? `trusted (${anchorName(answer.anchor)})` : `refused: ${answer.reason}`;
}

/** A verdict as lines: the answer, the path, warnings, and what would help. */
export function assessmentLines(assessment: Assessment, firmware: string): string[] {
  const path = assessment.path.map(({ subject }, depth) => `  ${'  '.repeat(depth)}${subject}`);
  if (assessment.trusted) {
    return [
      `${firmware} trusts it: ${anchorName(assessment.anchor)}`,
      ...path,
      ...assessment.warnings.map((warning) => `Warning: ${warning}`),
    ];
  }
  const remedies = assessment.remedies.flatMap(({ steps }, index) => [
    `${index === 0 ? 'What helps, each checked by itself:' : 'or:'}`,
    ...steps.flatMap(({ assumes, sentence }) => [
      `  - ${sentence}`,
      ...(assumes === undefined ? [] : [`    (assumed: ${assumes})`]),
    ]),
  ]);
  return [`${firmware} refuses it: ${assessment.reason}`, `  ${assessment.sentence}`, ...path, ...remedies];
}

function anchorName(id: string): string {
  const root = storedRoot(id);
  return root === undefined ? id.replace('delivered:', 'delivered ') : `${id} ${root.name}`;
}
