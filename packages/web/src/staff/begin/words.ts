// The words of the forms that begin a dispute, a visit, a topic, a task.
import type { OwnWords } from '../../shared/ui/json-schema.ts';
import { inLanguage } from '../../shared/words.ts';
import type { Matter } from '@six-order/api/matters';

interface Form {
  /** On the button that leads here, and above the form. */
  readonly title: string;
  readonly lead: string;
  /** On the button that sends it. */
  readonly send: string;
  readonly done: string;
  readonly members: OwnWords;
}

interface Words {
  readonly begin: string;
  readonly fromThis: string;
  readonly notYours: string;
  readonly bornOf: string;
  readonly fromOrderOnly: string;
  readonly kept: string;
  readonly keptPartly: string;
  readonly unitFirst: string;
  readonly noForum: string;
  readonly convener: string;
  readonly parties: (who: readonly string[]) => string;
  readonly raisedOnly: string;
  readonly noVisitor: string;
  readonly noForm: string;
  readonly once: (days: number) => string;
  readonly below: string;
  readonly all: string;
  readonly nobody: string;
  readonly find: string;
  readonly chosen: (n: number) => string;
  readonly more: string;
  readonly noOrders: string;
  readonly placeAtVisit: string;
  readonly visitOutcome: string;
  /** Of a record of what residents said. */
  readonly howMany: string;
  /** What is put to the parties of a topic, and when they meet. */
  readonly admit: OwnWords;
  readonly forms: Readonly<Record<Matter, Form>>;
}

const zhTask: OwnWords = {
  unit: { label: '由哪个单位牵头', pick: true, hint: '这个单位收各下级的进展，全部销号后报告完成。' },
  to: { label: '交给哪些下级单位', pick: true, hint: '每个单位各有一张任务单，各报各的。' },
  dueOn: { label: '最后期限', hint: '当天 18:00 前' },
  form: { label: '要不要填表' },
  text: { label: '任务内容', hint: '下级看到的就是这段话。' },
};
const enTask: OwnWords = {
  unit: {
    label: 'Unit that leads it',
    pick: true,
    hint: 'It gathers what the units below report, and reports it done when all of them are settled.',
  },
  to: { label: 'Units below that it goes to', pick: true, hint: 'Each has a task of its own and reports on its own part.' },
  dueOn: { label: 'Last day', hint: 'by 18:00 of it' },
  form: { label: 'Is a form asked for?' },
  text: { label: 'What is to be done', hint: 'The units below read it as it stands here.' },
};

export const b = inLanguage<Words>(
  {
    begin: '发起一件事',
    fromThis: '由这一单发起',
    notYours: '这件事不由您这个岗位发起。',
    bornOf: '由这一单而来',
    fromOrderOnly: '请先打开要移交的单，从那一页发起。',
    kept: '刚才填的内容还在，请接着填。',
    keptPartly: '刚才填的内容还在。写到人的几项不保存，请再填一次。',
    unitFirst: '先选好地点，再选这一项。',
    noForum: '这个地点没有可用的议事形式，请换一个社区、网格或上级单位。',
    convener: '召集：',
    parties: (who) => `参加：${who.join('、')}`,
    raisedOnly: '只收提级或挂账的单',
    noVisitor: '这里没有可以安排的走访人。',
    noForm: '不要求填表',
    once: (days) => `${days} 天内要求过同一表格的单位，不能再要求。`,
    below: '先选好牵头单位。',
    all: '全选',
    nobody: '这个单位下面没有可以交办的单位。',
    find: '找下级单位',
    chosen: (n) => `已选 ${n} 个`,
    more: '还有更多，请写几个字来找。',
    noOrders: '没有找到这里的单。先把居民说的点成单，再回来关联。',
    placeAtVisit: '把居民说的点成单',
    visitOutcome: '走访结果',
    howMany: '人数',
    admit: {
      text: {
        label: '请各方议什么',
        hint: '各方看到的就是这段话，看不到提议人的原话。写清要议的事和可选的办法，不写姓名、门牌、电话。',
      },
      on: { label: '开会时间', hint: '开会商量的填；分头征求意见的不填，到期自动收齐。' },
    },
    forms: {
      mediation: {
        title: '申请调解',
        lead: '从最近的一级调起，到期没调成自动往上提。调解自愿，哪一方都可以不接受。',
        send: '提交申请',
        done: '调解申请已提交',
        members: {
          category: { label: '哪一类纠纷', pick: true },
          unit: { label: '纠纷在哪里', pick: true },
          building: { label: '哪栋楼', pick: true, hint: '不在楼里的不选。' },
          contact: { label: '怎么联系申请人', hint: '只给受理的调解员看，每次查看都有记录；另一方看不到。' },
          'contact.name': { label: '怎么称呼', hint: '和申请一方的称呼一样的，不用再写。' },
          'contact.phone': { label: '电话', hint: '没有留的，调解员没法打给他。' },
          text: { label: '事情经过', hint: '另一方看不到这段话。' },
          parties: { label: '双方', hint: '每一方写称呼，或者选单位。' },
          'parties.a': { label: '申请的一方' },
          'parties.b': { label: '另一方' },
          'parties.a.placer': { label: '就是点单人', hint: '有账号的，会收到进展，也可以不接受调解。' },
          'parties.a.unit': { label: '是单位的，选单位' },
          'parties.a.name': { label: '称呼', hint: '如“三楼的李先生”，不用写证件号。' },
          'parties.b.unit': { label: '是单位的，选单位' },
          'parties.b.name': { label: '称呼', hint: '如“三楼的李先生”，不用写证件号。' },
        },
      },
      visit: {
        title: '安排走访',
        lead: '走访的是一个网格、联户或楼栋，不点名到户，不打卡、不留轨迹。',
        send: '安排',
        done: '走访已安排',
        members: {
          unit: { label: '走访哪里', pick: true, hint: '网格、联户或楼栋' },
          visitor: { label: '由谁走访', pick: true },
          on: { label: '哪天去', hint: '不写就按规定的间隔安排下一次。' },
          purpose: { label: '为什么走访' },
          repeats: { label: '走访后自动安排下一次' },
        },
      },
      deliberation: {
        title: '提出议题',
        lead: '召集单位审定后交各方发表意见，形成结论，再把结果告诉提出的人。',
        send: '提出',
        done: '议题已提出',
        members: {
          unit: { label: '事情在哪里', pick: true },
          forum: { label: '用哪种议事形式', pick: true },
          text: { label: '要议什么', hint: '各方看到的是召集人据此拟的问题，不带姓名。' },
        },
      },
      task: {
        title: '交办重大任务',
        lead: '分解给下级单位，按期报进展，逐个核查销号。',
        send: '交办',
        done: '任务已交办',
        members: zhTask,
      },
      petition: {
        title: '移交信访',
        lead: '把这一单移交信访部门，再登记对方的编号和回执。内容封存，不按信访人检索、统计。',
        send: '移交',
        done: '已开始移交，请登记向谁移交',
        members: {},
      },
      campaign: {
        title: '部署专项行动',
        lead: '一段时间内各下级单位一起办的事，进展汇总在一张单上。',
        send: '部署',
        done: '专项已部署',
        members: zhTask,
      },
    },
  },
  {
    begin: 'Begin something',
    fromThis: 'Begin from this order',
    notYours: 'This is not for your post to begin.',
    bornOf: 'It comes of this order',
    fromOrderOnly: 'Open the order that is to be handed over, and begin from its page.',
    kept: 'What you filled in is still here: please go on.',
    keptPartly: 'What you filled in is still here. What names people is not kept: please fill that in once more.',
    unitFirst: 'Choose the place first, then this.',
    noForum: 'There is no forum for this place: choose another community, grid or a unit above it.',
    convener: 'convened by ',
    parties: (who) => `with ${who.join(', ')}`,
    raisedOnly: 'only orders that went up or are shelved',
    noVisitor: 'There is nobody here who could visit.',
    noForm: 'No form is asked for',
    once: (days) => `A unit that was asked for a form within ${days} days is not asked for it again.`,
    below: 'Choose the unit that leads it first.',
    all: 'All of them',
    nobody: 'There is no unit below this one that it could go to.',
    find: 'Find a unit below',
    chosen: (n) => `${n} chosen`,
    more: 'There are more: write a little to find them.',
    noOrders: 'No order was found here. Place what the resident asked for, then come back and link it.',
    placeAtVisit: 'Place what the resident asked for',
    visitOutcome: 'How the visit went',
    howMany: 'How many people',
    admit: {
      text: {
        label: 'What the parties are asked',
        hint: 'They read this, and not the words of whoever proposed it. Say what is to be decided and between what; no names, doors or numbers.',
      },
      on: {
        label: 'When they meet',
        hint: 'Leave it empty where each is asked by itself: what they say is gathered until the limit.',
      },
    },
    forms: {
      mediation: {
        title: 'Ask for mediation',
        lead: 'It begins on the nearest rung and goes up by itself when its time is over. It is voluntary: either side may decline.',
        send: 'Ask for it',
        done: 'Mediation was asked for',
        members: {
          category: { label: 'Kind of dispute', pick: true },
          unit: { label: 'Where the dispute is', pick: true },
          building: { label: 'Which building', pick: true, hint: 'Leave it out where it is in none.' },
          contact: {
            label: 'How whoever asks is reached',
            hint: 'Shown only to the mediator who takes it on; each look is recorded, and the other side never sees it.',
          },
          'contact.name': { label: 'What they are called', hint: 'Leave it empty where it is the name of the side that asks.' },
          'contact.phone': { label: 'Telephone', hint: 'Without one the mediator cannot call.' },
          text: { label: 'What happened', hint: 'The other side does not read it.' },
          parties: { label: 'The two sides', hint: 'Of each write a name, or choose a unit.' },
          'parties.a': { label: 'The side that asks' },
          'parties.b': { label: 'The other side' },
          'parties.a.placer': {
            label: 'Whoever placed the order',
            hint: 'With an account he hears how it goes, and may decline.',
          },
          'parties.a.unit': { label: 'If it is a unit, which' },
          'parties.a.name': { label: 'Name', hint: 'Such as “Mr Li of the third floor”; no papers, no numbers.' },
          'parties.b.unit': { label: 'If it is a unit, which' },
          'parties.b.name': { label: 'Name', hint: 'Such as “Mr Li of the third floor”; no papers, no numbers.' },
        },
      },
      visit: {
        title: 'Plan a visit',
        lead: 'To a grid, a household group or a building. No household is named, nobody checks in, no track is kept.',
        send: 'Plan it',
        done: 'The visit is planned',
        members: {
          unit: { label: 'Where to', pick: true, hint: 'a grid, a household group or a building' },
          visitor: { label: 'Who visits', pick: true },
          on: { label: 'On which day', hint: 'Without one it is the next after the usual interval.' },
          purpose: { label: 'What for' },
          repeats: { label: 'Plan the next by itself after it' },
        },
      },
      deliberation: {
        title: 'Propose a topic',
        lead: 'Whoever convenes puts it on the agenda, the parties say what they think, it is decided, and whoever asked hears of it.',
        send: 'Propose it',
        done: 'The topic is proposed',
        members: {
          unit: { label: 'Where the matter is', pick: true },
          forum: { label: 'Forum', pick: true },
          text: {
            label: 'What it is about',
            hint: 'The parties read the question that the convener makes of it, without names.',
          },
        },
      },
      task: {
        title: 'Give a major task',
        lead: 'It goes on to units below, which report on it and are checked one by one.',
        send: 'Give it',
        done: 'The task is given',
        members: enTask,
      },
      petition: {
        title: 'Hand over to petitions',
        lead: 'It is handed over to the petition office, whose number and receipt are written down. What it says is sealed, and nobody is searched for or counted.',
        send: 'Hand it over',
        done: 'It is being handed over: write down to whom',
        members: {},
      },
      campaign: {
        title: 'Start a campaign',
        lead: 'What all units below do together for a time; how they are getting on is gathered in one place.',
        send: 'Start it',
        done: 'The campaign has begun',
        members: enTask,
      },
    },
  },
);
