// Numbers of persons in a text: mobile and landline telephones, ID numbers, bank cards, and long numbers of no known kind.
//
// Owns: how digits form a number, however they are written (full width, Chinese numerals, with gaps), and which numbers are
// nobody's: dates, order numbers, hotlines, readings, prices.
// U1: a number is told by its own form first; what stands beside it only decides about forms that say nothing.
// U2: what a mask left standing beside its stars is never read as part of another number.
// Sources: GB 11643 (ID numbers), ISO/IEC 7812 (Luhn).
import { areaCode, landline } from '../landline.ts';
import { maskId, maskNumber, maskPhone } from '../mask.ts';
import type { Finding, FindingKind } from './finding.ts';
import { DIGIT, digitOf, GAP } from './plain.ts';

const runs = new RegExp(`[${DIGIT}](?:[${GAP}]{0,3}[${DIGIT}]){6,}`, 'g');

/** The digits of one run, where each lies, and at which of them a number may begin. */
interface Run {
  readonly digits: string;
  readonly at: readonly number[];
  /** `edge[n]`: a gap, or a change of script, lies before digit n; also before the first and behind the last. */
  readonly edge: readonly boolean[];
  /** `gap[n]`: a gap lies before digit n. */
  readonly gap: readonly boolean[];
}

export function findNumbers(plain: string): Finding[] {
  const found: Finding[] = [];
  for (const match of plain.matchAll(runs)) {
    const run = readRun(plain, match.index, match[0]);
    if (run.digits.length >= 7) searchRun(plain, run, found);
  }
  return found;
}

function readRun(plain: string, start: number, text: string): Run {
  const end = start + text.length;
  let digits = '';
  const at: number[] = [];
  const edge: boolean[] = [];
  const gap: boolean[] = [];
  let previous = -2;
  let ascii = false;
  for (let index = start; index < end; index++) {
    const digit = digitOf(plain[index] as string);
    if (digit === undefined) continue;
    const isAscii = plain[index] === digit;
    const apart = previous !== index - 1;
    digits += digit;
    at.push(index);
    gap.push(apart);
    edge.push(apart || isAscii !== ascii);
    previous = index;
    ascii = isAscii;
  }
  edge.push(true);
  gap.push(true);
  // U2.
  let from = 0;
  let to = digits.length;
  if (plain.startsWith('***', start - 3)) {
    const first = edge.indexOf(true, 1);
    if (first <= 4) from = first;
  }
  if (plain.startsWith('***', plain[end] === '-' ? end + 1 : end)) {
    const last = edge.lastIndexOf(true, to - 1);
    if (to - last <= 6 && last >= from) to = last;
  }
  return {
    digits: digits.slice(from, to),
    at: at.slice(from, to),
    edge: [true, ...edge.slice(from + 1, to), true],
    gap: [true, ...gap.slice(from + 1, to), true],
  };
}

/** How many numerals a name may end with: 张三, 陆四. */
const LAST_OF_NAME = 2;

/** Whether the run's digits before this one may be the end of a name rather than of the number: one or two characters, no gap. */
const mayEndName = (plain: string, { at, gap }: Run, from: number): boolean =>
  from > 0 &&
  from <= LAST_OF_NAME &&
  !gap[from] &&
  at.slice(0, from).every((index, n) => (n === 0 || !gap[n]) && !/\d/.test(plain[index] as string));

function searchRun(plain: string, run: Run, found: Finding[]): void {
  const count = run.digits.length;
  let rest = 0;
  for (let from = 0; from < count;) {
    const begins = run.edge[from] === true;
    const number = begins || mayEndName(plain, run, from) ? numberAt(plain, run, from) : null;
    if (!number || (!begins && number.kind === 'kept')) {
      from++;
      continue;
    }
    if (rest < from) judgeRest(plain, run, rest, from, found);
    if (number.kind !== 'kept') {
      const last = run.at[number.to - 1] as number;
      // Two numbers without a gap: what their masks leave would be read as one.
      const mask = from > 0 && !run.gap[from] ? '*'.repeat(number.to - from) : number.mask;
      found.push({ kind: number.kind, start: startOf(plain, run, from), end: number.end ?? last + 1, mask });
    }
    from = number.to;
    rest = from;
  }
  if (rest < count) judgeRest(plain, run, rest, count, found);
}

/** A `+` or a bracket before the first digit goes with the number. */
function startOf(plain: string, run: Run, from: number): number {
  let start = run.at[from] as number;
  const apart = (index: number): boolean => !/[\dXx*]/.test(plain[index] ?? '');
  // Not next to another number: what two masks leave would be read as one.
  if (plain[start - 1] === '+' && apart(start - 2)) start--;
  if (plain[start - 1] === '(' && /[08]/.test(run.digits[from] as string) && apart(start - 2)) start--;
  return start;
}

interface NumberAt {
  readonly kind: FindingKind | 'kept';
  /** The digit behind its last. */
  readonly to: number;
  /** Where it ends in the text, when not with its last digit. */
  readonly end?: number;
  readonly mask: string;
}

const orderNumber = /^20\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])-\d{6}-\d(?!\d)/;
const mobile = /^(?:(?:00)?86|0)?1[3-9]\d{9}/;

function numberAt(plain: string, run: Run, from: number): NumberAt | null {
  const { digits, edge, gap } = run;
  const rest = digits.slice(from, from + 20);
  if (gap[from] && orderNumber.test(plain.slice(run.at[from], (run.at[from] as number) + 18))) {
    return { kind: 'kept', to: from + 15, mask: '' };
  }
  const id = idAt(plain, run, from, rest);
  if (id) return id;
  for (let length = 19; length >= 16; length--) {
    const digitsOfCard = rest.slice(0, length);
    if (digitsOfCard.length === length && edge[from + length] && isCard(digitsOfCard)) {
      return { kind: 'card', to: from + length, mask: maskNumber(digitsOfCard) };
    }
  }
  const phone = mobile.exec(rest)?.[0];
  if (phone && edge[from + phone.length]) return { kind: 'phone', to: from + phone.length, mask: maskPhone(phone) };
  const fixed = landline.exec(rest)?.[0];
  if (fixed) {
    for (const length of [fixed.length, fixed.length - 1]) {
      if (length >= 10 && edge[from + length]) {
        return { kind: 'landline', to: from + length, mask: maskPhone(rest.slice(0, length)) };
      }
    }
  }
  const dated = dateAt(plain, run, from);
  if (dated > 0) return { kind: 'kept', to: from + dated, mask: '' };
  // A public hotline of enterprises.
  if (/^[48]00\d{7}/.test(rest) && edge[from + 10]) return { kind: 'kept', to: from + 10, mask: '' };
  return null;
}

/** Provinces by the first two digits. */
const province = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])/;
const birth18 = /^\d{6}(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}/;
const birth15 = /^\d{8}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}$/;

function idAt(plain: string, { at, edge }: Run, from: number, rest: string): NumberAt | null {
  if (!province.test(rest)) return null;
  if (birth18.test(rest)) {
    if (rest.length >= 18 && edge[from + 18]) return { kind: 'id', to: from + 18, mask: maskId(rest.slice(0, 18)) };
    const last = at[from + 16] as number;
    const check = new RegExp(`^[${GAP}]{0,3}[Xx×]`).exec(plain.slice(last + 1, last + 5))?.[0];
    if (check && edge[from + 17]) {
      return { kind: 'id', to: from + 17, end: last + 1 + check.length, mask: maskId(`${rest.slice(0, 17)}X`) };
    }
    // One digit too few or too many is still somebody's.
    if (edge[from + 17]) return { kind: 'id', to: from + 17, mask: maskId(rest.slice(0, 17)) };
  }
  const old = rest.slice(0, 15);
  if (birth15.test(old) && edge[from + 15]) return { kind: 'id', to: from + 15, mask: maskId(old) };
  return null;
}

/** Issuers of China's cards (62, 60), of international ones (3–5) and old ones of ICBC (9558), with Luhn's check digit. */
function isCard(digits: string): boolean {
  if (!/^(?:6[02]|[45]|3[57]|9558)/.test(digits)) return false;
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    sum += index % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}

/** How many digits from `from` on are a date: 2026-03-02, 2026.3.2, 20260302. */
function dateAt(plain: string, { digits, gap, at }: Run, from: number): number {
  if (!/^(?:19|20)\d\d/.test(digits.slice(from, from + 4))) return 0;
  if (/^\d{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])/.test(digits.slice(from)) && contiguous(gap, from, from + 8)) {
    return gap[from + 8] ? 8 : 0;
  }
  const written = /^\d{4}([-./])\d{1,2}\1\d{1,2}/.exec(plain.slice(at[from], (at[from] as number) + 10))?.[0];
  const length = written?.replace(/\D/g, '').length ?? 0;
  return length > 0 && gap[from + length] ? length : 0;
}

function contiguous(gap: readonly boolean[], from: number, to: number): boolean {
  for (let index = from + 1; index < to; index++) if (gap[index]) return false;
  return true;
}

/** What a number is of, when that makes it nobody's. */
const harmless =
  /(?:读数|底数|表数|示数|单号|编号|工单|订单|运单|批号|文号|合同|发票|票号|型号|序列号|条码|代码|编码|案号)[号码是为:, ]{0,4}[A-Za-z-]{0,10}$/;
const unit = /^(?:\.\d+)?\s{0,2}(?:元|块|度|吨|方|米|平|人|户|个|件|斤|公斤|万|亿|%|℃)/;
/** Written as a landline number, though there can be none of these digits. */
const likeLandline = new RegExp(`^${areaCode}\\d{7,8}$`);
const telephone = /(?:电话|座机|固话|号码|手机|打|拨|联系|联络|tel)[号码是为:, (]{0,4}$/i;

/** Digits that are no number of a known form: masked when long, unless what stands beside them makes them harmless. */
function judgeRest(plain: string, run: Run, from: number, to: number, found: Finding[]): void {
  const { digits, at, gap } = run;
  const start = at[from] as number;
  const last = at[to - 1] as number;
  const before = plain.slice(Math.max(0, start - 20), start);
  const count = to - from;
  // Glued to a number that is masked: with what its mask leaves it would look like another.
  const glued = from > 0 && !gap[from];
  const leads = to < digits.length && !gap[to];
  if (leads || (glued && count > 2)) {
    found.push({ kind: 'number', start, end: last + 1, mask: '*'.repeat(count) });
    return;
  }
  const called = telephone.test(before);
  if (count >= 7 && count <= 8 && called && /[2-8]/.test(digits[from] as string)) {
    found.push({ kind: 'landline', start, end: last + 1, mask: maskNumber(digits.slice(from, to)) });
    return;
  }
  if (harmless.test(before) || unit.test(plain.slice(last + 1, last + 8))) return;
  if (plain[start - 1] === '+' || count >= 11 || likeLandline.test(digits.slice(from, to))) {
    found.push({ kind: 'number', start, end: last + 1, mask: maskNumber(digits.slice(from, to)) });
    return;
  }
  for (let group = from; group < to;) {
    let end = group + 1;
    while (end < to && !gap[end]) end++;
    if (end - group >= 7) {
      found.push({
        kind: 'number',
        start: at[group] as number,
        end: (at[end - 1] as number) + 1,
        mask: maskNumber(digits.slice(group, end)),
      });
    }
    group = end;
  }
}
