// The privacy notice (个人信息处理告知书), by version: a consent names the one that was read (PIPL 17, 30).
//
// N1: a text that was in force is never changed: a new one gets a new version. Source: domain research 3.3.
import type { Words } from '../rules/rule.ts';

export interface PrivacyNotice {
  readonly version: string;
  /** YYYY-MM-DD in China: in force from. */
  readonly from: string;
  readonly sections: readonly { readonly title: Words; readonly text: Words }[];
}

const first: PrivacyNotice = {
  version: '2026-1',
  from: '2026-01-01',
  sections: [
    {
      title: { zh: '谁在处理您的信息', en: 'Who processes your data' },
      text: {
        zh: '街道办事处与所辖社区居民委员会（村民委员会）共同决定处理目的和方式，是共同的个人信息处理者。网格党支部、楼栋党小组、物业、志愿服务队等按照街道办事处的授权办理事项，不得另作他用。县级部门只在承办时接触所需内容。',
        en: 'The street office and the residents’ (villagers’) committee decide together why and how data is processed and are joint processors. Branches, building groups, property services and volunteer teams act on the street office’s authorisation and may use nothing for ends of their own. County departments see what they need while they handle a matter.',
      },
    },
    {
      title: { zh: '为了什么', en: 'For what' },
      text: {
        zh: '受理、派单、办理、督办和评价您提出的事项；遇有危险时救助；按法律规定的职责提供公共服务和管理；经您单独同意，在公开栏晒单。除此之外的用途会另行征得您的同意。',
        en: 'To take in, dispatch, handle, supervise and evaluate what you ask for; to help in danger; to do what the law asks of a street office; and, with your separate consent, to publish a finished order. Anything else needs a consent of its own.',
      },
    },
    {
      title: { zh: '处理哪些信息', en: 'Which data' },
      text: {
        zh: '必填的只有事项内容、类别、所在网格和一种联系方式；公共设施和公共环境类事项可以不留联系方式。不收集身份证号、民族、宗教、收入。照片上传后去除拍摄位置等附带信息。不采集行踪轨迹，不对人评分画像。',
        en: 'Only the matter, its kind, the grid and one way to reach you are required; matters of public facilities and places need none. No ID number, ethnicity, religion or income is asked for. Photographs lose their location data. Nobody is tracked, scored or profiled.',
      },
    },
    {
      title: { zh: '敏感信息和未成年人', en: 'Sensitive data and children' },
      text: {
        zh: '健康、经济困难、行踪等敏感信息和不满十四周岁未成年人的信息，只在确有必要时处理，须您（或监护人）单独同意，并加密封存，只有承办人能看到。',
        en: 'Health, hardship, whereabouts and details of children under 14 are processed only where necessary, with your (or the guardian’s) separate consent, sealed, and seen by the handler alone.',
      },
    },
    {
      title: { zh: '谁能看到', en: 'Who sees it' },
      text: {
        zh: '按岗位最小授权：派单人看到事项和脱敏后的联系方式，承办人在承办期间看到所需内容，督办人只看到脱敏内容。每次查看原文都留有记录，您可以查询谁在什么时候因何查看过。投诉内容不转给被投诉人。',
        en: 'Each post sees the least it needs: the dispatcher the matter and a masked contact, the handler what is needed while handling, supervisors masked copies. Every opening of an original is logged, and you may ask who read what, when and why. A complaint is never shown to whom it is about.',
      },
    },
    {
      title: { zh: '保存多久', en: 'How long' },
      text: {
        zh: '姓名、电话、门牌在事项办结后保存十二个月（封存类六个月），照片六个月，脱敏文本三年，到期后不可恢复地删除或匿名化；应急期间收集的信息在应急结束后三十日内销毁；同意记录随信息保存并延续三年。信息存储在中国境内，不向境外提供。',
        en: 'Name, telephone and door number twelve months after a matter ends (sealed kinds six), photographs six months, masked text three years; then erased or made anonymous beyond recovery. What is collected in an emergency is destroyed within thirty days of its end. Consents are kept as long as the data and three years more. Everything is stored in mainland China and goes nowhere else.',
      },
    },
    {
      title: { zh: '您的权利', en: 'Your rights' },
      text: {
        zh: '您可以随时查阅、复制、更正、补充、删除自己的信息，要求解释处理规则，撤回任何一项同意。在本系统“我的信息”中一键办理，也可到社区窗口或打电话办理，个人信息保护负责人在十五个工作日内答复。撤回同意与给予同意一样方便；不同意或撤回，不影响您点单和获得服务，也不影响撤回前已依法完成的处理。对答复不满意的，可以向履行个人信息保护职责的部门投诉，也可以依法起诉。',
        en: 'You may at any time read, copy, correct, complete and have erased what is kept of you, have the rules explained, and withdraw any consent: in “my data” here, at the window, or by telephone. The data protection officer answers within fifteen working days. Withdrawing is as easy as giving; refusing or withdrawing changes nothing about your orders and services, nor what was lawfully done before. If the answer does not satisfy you, you may turn to the authority for personal data or to a court.',
      },
    },
  ],
};

const versions: readonly PrivacyNotice[] = [first];

/** The notice of a version; undefined when there never was one. */
export const noticeOf = (version: string): PrivacyNotice | undefined => versions.find((notice) => notice.version === version);

/** The notice in force at `at` (epoch ms); before the first, the first. */
export function noticeAt(at: number): PrivacyNotice {
  const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  return versions.findLast(({ from }) => from <= day) ?? first;
}
