export { answerFrom, reshaped, templateFor } from './answer.js';
export { matchingTemplate, pathFits } from './match.js';
export {
  isPlaceholder,
  literalText,
  MAX_PLACEHOLDERS,
  MAX_TEMPLATE_TEXT,
  placeholderNames,
  readTemplateText,
  type TemplateProblem,
} from './placeholders.js';
export { renderTemplate } from './render.js';
export { templateValues } from './values.js';
