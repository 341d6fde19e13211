// Rules about the kind of an order, when it is corrected (domain research 2.4, 3.1, 4).
import { categoryByCode } from '@six-order/community/catalogue/catalogue';
import { mustBeReported } from '@six-order/community/referrals/policy';
import type { Words } from '@six-order/community/rules/rule';
import { design, research, rule } from './word.ts';

/** Kinds with a way of their own: nobody is moved into or out of it by a clerk's word. Which way that is. */
function keptApart(code: string): Words | null {
  if (mustBeReported(code))
    return {
      zh: '家庭暴力、侵害未成年人的线索不靠更正类别进出：请立即拨打 110，并按该类别另立一单（强制报告时限自立单起算）',
      en: 'signs of domestic violence or child harm are not moved into or out of that kind: call 110 now, and place an order of that kind, with which the duty to report begins',
    };
  const flags = categoryByCode(code)?.flags ?? [];
  if (flags.includes('discipline-only'))
    return {
      zh: '违纪违法线索不由本平台接收：请告知居民拨打 12388 或登录 12388 网站，直接向纪检监察机关反映',
      en: 'leads about breaches of discipline or law are not taken here: tell the resident to call 12388 or use its website',
    };
  if (flags.includes('bypasses-unit'))
    return {
      zh: '作风与服务投诉绕开被反映的单位办理，不靠更正类别进出：请居民或窗口按该类别另行点单',
      en: 'a complaint about staff goes past the unit concerned and is not moved into or out of that kind: the resident, or the window, places it anew',
    };
  return null;
}

const apart = (from: string, to: unknown): Words | null => keptApart(from) ?? (typeof to === 'string' ? keptApart(to) : null);

export const categoryRules = {
  isSubmitted: rule(
    design,
    '此单还没有提交',
    'the order is not submitted yet',
    ({ context: { openedAt, admittedAt, clocks } }) => openedAt > 0 && (admittedAt !== null || clocks.intake !== undefined),
  ),
  isOtherCategory: rule(
    design,
    '类别没有变化',
    'the category stays the same',
    ({ context, event: { input } }) => input['to'] !== context.category,
  ),
  isNoKeptApart: rule(
    research(
      '2.6、4',
      '强制报告（未成年人保护法第十一条、反家庭暴力法第十四条）、1101 绕开被反映单位、1102 不留存',
      'the duty to report, 1101 past the unit concerned, 1102 not kept',
    ),
    '强制报告、作风投诉、违纪线索各有专门渠道，不靠更正类别进出',
    'kinds that must be reported, complaints about staff and leads for discipline inspection have ways of their own: no correction leads into or out of them',
    ({ context, event: { input } }) => apart(context.category, input['to']) === null,
    ({ context, event: { input } }) =>
      apart(context.category, input['to']) ?? { zh: '该类别另有专门渠道', en: 'that kind has a way of its own' },
  ),
  keepsSeal: rule(
    research('3.2、4', '密件由指定的人查看', 'sealed kinds are read by those they are dispatched to'),
    '密件类别与其他类别之间不作更正：已看过的人不同。请点单人撤单，再按正确类别另行点单（窗口、网格员可代点）',
    'a sealed kind and an open one are not exchanged, because other people have read the order: its owner withdraws it and places it anew, or the window or a grid worker does for him',
    ({ context, event: { input } }) => input['to'] === undefined || categoryByCode(input['to'])?.sealed === context.sealed,
  ),
} as const;
