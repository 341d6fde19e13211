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

/** Says of each post what it reads, as ./fields.ts has it; that a contact may always be left out; what becomes of names. */
const second: PrivacyNotice = {
  version: '2026-2',
  from: '2026-11-27',
  sections: [
    ...first.sections.slice(0, 2),
    {
      title: { zh: '处理哪些信息', en: 'Which data' },
      text: {
        zh: '必填的只有事项内容、类别和所在位置（到网格或社区即可）；姓名、电话、门牌、照片都可以不填，不留联系方式的，进度请凭单号和查询码查询。不要求提供身份证号、民族、宗教、收入，请不要写进事项内容。照片上传后去除拍摄位置等附带信息。不采集行踪轨迹，不对人评分画像。违纪违法线索不在本系统收集：系统不保存所写内容，只告知您向 12388 反映。',
        en: 'Only the matter, its kind and the place (a grid or a community will do) are required. Name, telephone, door number and photographs may all be left out; without a contact, follow the order by its number and query code. No ID number, ethnicity, religion or income is asked for: please do not write them into the matter. Photographs lose their location data. Nobody is tracked, scored or profiled. Leads about breaches of discipline or law are not collected here: nothing of what is written is kept, and you are told to turn to 12388.',
      },
    },
    {
      title: { zh: '敏感信息和未成年人', en: 'Sensitive data and children' },
      text: {
        zh: '健康、经济困难等敏感信息和不满十四周岁未成年人的信息，只在办理确有必要时处理，并请您（或监护人）单独同意；不同意的，事项照常受理，请不要写这些内容。以下类别的单加密封存、不公开：婚姻家庭矛盾，家暴和侵害未成年人线索，救助，医保养老，残疾人服务，突发困难，老人儿童走失，独居高龄老人和留守儿童关爱，健康心理，对工作人员的投诉，急时的物资与转移需求。其他类别的单不作封存，请不要在其中写敏感信息。',
        en: 'Health, hardship and other sensitive details, and details of children under 14, are processed only where handling needs them, and your (or the guardian’s) separate consent is asked for; without it the order is taken all the same, and we ask you to leave such details out. Orders of these kinds are sealed and never published: family matters, domestic violence and harm to minors, aid, insurance, disability, sudden hardship, missing persons, care for the old and for children, health and counselling, complaints about staff, supplies and evacuation. Orders of other kinds are not sealed: please write nothing sensitive into them.',
      },
    },
    {
      title: { zh: '谁能看到封存的单', en: 'Who sees a sealed order' },
      text: {
        zh: '待派单时，所在支部书记和社区说明理由后可以看原文，看不到电话；对工作人员的投诉不经其所在单位，只由街道看和派；其他封存的单，下级逾期没有处理的，街道也可以看。派单以后，只有被派单的人和承办人能看，电话须说明理由。替您点单的人、监督人员和晒单员都看不到。',
        en: 'While it waits to be dispatched, the branch secretary and the community concerned may open the text for a reason they state, never the telephone. Complaints about staff pass by the unit concerned: the street alone reads and dispatches them; of other sealed orders the street may read those that nobody below took up in time. Once it is dispatched, whom it is dispatched to and who handles it alone, the telephone for a reason they state. Whoever placed it for you, supervisors and publishers see nothing of it.',
      },
    },
    {
      title: { zh: '谁能看到其他单', en: 'Who sees other orders' },
      text: {
        zh: '支部书记和社区：事项内容、姓名、地址，电话须说明理由；办结后姓名隐去一部分。街道：事项内容，姓名和电话须说明理由，门牌隐去一部分。被派单的人：事项内容，姓名和地址隐去一部分。承办人（含县级部门）：事项内容、姓名、地址，电话须说明理由，办结七日后不再能看。替您点单的人：事项内容、姓名、地址，看不到电话，三十日后姓名隐去一部分。回电的窗口：在回电以前与支部书记相同。督办人、居民代表、包保领导、纪检监察：脱敏的内容，以及您的评价留言和晒单草稿的全文。晒单员：脱敏的事项和办理结果，晒单草稿的全文。调解的另一方：只有达成的协议。联户长：只有本联户的单号、类别、环节、期限和灯色。照片和附件，监督人员、晒单员和联户长看不到。由 12345 等平台转来的单，进度、办理结果和评价的星级回传给该平台。',
        en: 'Branch secretary and community: matter, name and address, the telephone for a reason they state; after the end the name is masked in part. The street: the matter, name and telephone for a reason, the door masked in part. Whom it is dispatched to: the matter, name and address masked in part. Who handles it, county departments too: matter, name and address, the telephone for a reason; nothing from seven days after the end on. Whoever placed it for you: matter, name and address, never the telephone; after thirty days the name masked in part. A window that is to call you: as the branch secretary, until it has called. Supervisors, representatives, leaders and discipline inspection: masked copies, but your comments on the work and the draft for publication in full. Publishers: masked matter and result, the draft in full. The other side of a mediation: the agreement alone. Heads of household groups: of their own group the number, the kind, the station, the deadline and its light alone. Photographs and papers are not shown to supervisors, publishers and heads of household groups. Of an order that 12345 or another platform sent, progress, result and the stars of the evaluation go back to that platform.',
      },
    },
    {
      title: { zh: '查看留痕', en: 'Who looked' },
      text: {
        zh: '每次显示单里的内容，都先留下记录，您可以查询自己的单在什么时候被什么岗位因何看过。工作人员的姓名和岗位在本县工作人员之间显示，不逐次记录。',
        en: 'Whatever is shown of an order is logged first: you may ask which post read yours, when and why. Names and posts of staff are shown among the staff of the county, without a log entry each time.',
      },
    },
    {
      title: { zh: '保存多久', en: 'How long' },
      text: {
        zh: '原文、姓名、电话、门牌在事项办结满十二个月（封存类六个月）后删除，照片和录音满六个月后删除，脱敏文本满三年后删除；应急类事项的内容在办结满三十日后删除；在系统内的姓名，自最后一个岗位或居住登记结束满十二个月、且名下的单都已删除后删除；查看记录、请假和岗位变更记录保存三年；同意记录随信息保存并延续三年。到期清单由个人信息保护负责人和档案管理员两人签署后执行，删除不可恢复；以您的名义提出的删除请求随时办理。信息存储在中国境内，不向境外提供。',
        en: 'The text as written, name, telephone and door number are destroyed twelve months after a matter ends (sealed kinds six), photographs and recordings after six months, masked text after three years; what belongs to an emergency thirty days after the matter ends; your name as known to the system twelve months after the last post or registered residence ended and once nothing of your orders is kept; the log of readings, absences and changes of posts after three years; consents are kept as long as the data and three years more. What is due is destroyed, beyond recovery, when the data protection officer and the keeper of archives have both signed; requests of your own are carried out at any time. Everything is stored in mainland China and goes nowhere else.',
      },
    },
    ...first.sections.slice(6),
  ],
};

const versions: readonly PrivacyNotice[] = [first, second];

/** The notice of a version; undefined when there never was one. */
export const noticeOf = (version: string): PrivacyNotice | undefined => versions.find((notice) => notice.version === version);

/** The notice in force at `at` (epoch ms); before the first, the first. */
export function noticeAt(at: number): PrivacyNotice {
  const day = new Date(at + 8 * 3_600_000).toISOString().slice(0, 10);
  return versions.findLast(({ from }) => from <= day) ?? first;
}
