// The words of forms made from schemas, and of attachments: read only by those who come to a form.
import { inLanguage } from '../words.ts';
import { en } from './form-words/en.ts';
import { zh } from './form-words/zh.ts';

export const f = inLanguage(zh, en);
