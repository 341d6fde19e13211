// The life of an order as the benchmarks play it: what people of the demo street really send, text and all.
//
// All persons, telephone numbers and addresses are invented.
import type { PersonaName } from '@six-order/community/demo/persona-name';
import { demoGrid, personas } from '@six-order/community/demo/personas';
import { ownCode } from '@six-order/community/units/unit';
import type { Actor, OrderId } from '@six-order/engine';
import type { Engine } from '@six-order/engine/runtime';
import type { Round } from './closed-loop.ts';

export interface Step {
  readonly persona: PersonaName;
  readonly type: string;
  readonly input: Readonly<Record<string, unknown>>;
}

const matters: readonly { readonly category: string; readonly text: string; readonly result: string }[] = [
  {
    category: '0101',
    text: '三单元501卫生间顶板往下渗水已经第四天了，墙皮鼓包脱落，雨天更严重，楼上说自家没有漏。家里有老人和小孩，地面又湿又滑，麻烦尽快派人来看一下，最好能和楼上住户一起查清楚是管道还是防水的问题。',
    result:
      '会同楼上住户现场排查，确认为楼上卫生间地漏接口老化渗漏，已更换接口并重做局部防水，闭水试验24小时不再渗水；墙面修补由楼上住户承担，双方已签字确认。',
  },
  {
    category: '0105',
    text: '二栋一单元三楼到五楼的楼道灯坏了快两个星期，晚上回家完全看不见台阶，昨天五楼的老人差点摔倒。请安排人换灯，顺便看看声控开关是不是也坏了。',
    result: '已更换三至五楼楼道灯具三套、声控开关两只，现场逐层试灯正常；另发现四楼扶手松动，一并加固。',
  },
  {
    category: '0204',
    text: '小区东门入口的污水井往外冒水，路面上全是脏水，气味很大，接送孩子上学都要绕路走。物业说是市政管道堵了让我们自己反映，请协调处理。',
    result: '水务局管网队现场疏通，清出油污和建筑垃圾约半吨，管道恢复畅通，路面已冲洗消毒；已约定每季度巡查一次。',
  },
  {
    category: '0301',
    text: '第二网格垃圾亭旁边堆了很多装修垃圾和旧家具，已经一个多星期没人清运，天热招苍蝇，旁边就是儿童游乐区。希望能清走并立个牌子提醒。',
    result: '已联系清运车辆当天清走装修垃圾两车、旧家具六件，垃圾亭周边冲洗干净，并张贴大件垃圾预约清运电话。',
  },
  {
    category: '0303',
    text: '一栋二单元一楼楼梯间长期堆放纸箱、旧自行车和腌菜坛子，占了一半通道，消防检查时搬走过一次，没几天又堆回来了。邻居之间不好开口，请网格员帮忙劝一劝。',
    result: '上门与两户住户沟通，说明消防要求，共同清理出杂物三车；住户承诺不再堆放，并由楼栋长每周查看。',
  },
  {
    category: '0304',
    text: '六栋楼前那棵老香樟有一根大枝枯死了，正好悬在停车位和人行道上方，前天刮风掉下来一截，差点砸到人。请尽快修剪，免得出事。',
    result: '园林人员到场评估后修剪枯枝四处，清运枝叶一车，树体已做支撑加固，作业期间拉设警戒线，无人员车辆受损。',
  },
  {
    category: '0501',
    text: '楼下烧烤店最近每天营业到凌晨两点，音响和划拳声特别大，孩子明年中考，根本没法休息。之前和店主说过两次，当时答应得好好的，过两天又一样。希望社区出面协调一下营业时间和音量。',
    result:
      '会同综合执法局与店主约谈，约定二十二点后不在室外摆桌、不使用音响，并加装隔音门帘；三天内夜间回访两次，噪音明显降低，住户表示满意。',
  },
  {
    category: '0102',
    text: '家里就我一个人，八十二岁了，厨房水龙头关不紧一直滴水，自己拧不动，也不认识修水管的师傅。能不能请志愿者过来帮忙换一个？材料钱我自己出。',
    result: '已上门更换水龙头及软管，材料费由老人支付，人工为志愿服务；顺便检查了燃气灶和电线插座，提醒老人更换一处老化插座。',
  },
];

const contacts: readonly { readonly name: string; readonly phone: string; readonly address: string }[] = [
  { name: '韦春梅', phone: '13800000001', address: '蟠桃园社区第一网格1栋2单元501室' },
  { name: '黄小满', phone: '13800000002', address: '蟠桃园社区第一网格2栋1单元302室（门禁坏了请打电话）' },
  { name: '罗大宽', phone: '13800000003', address: '蟠桃园社区第一网格3栋3单元1202室' },
];

const placeNotes = [
  '进门左手边第一间，工作日晚上六点以后家里有人。',
  '请先打电话，家里有老人，敲门听不见。',
  '钥匙放在一楼小卖部，可以直接去看。',
];

const dispatchNotes = [
  '住户已反映两次，请今天之内联系并约定上门时间，必要时请物业维修师傅一同前往。',
  '家中有老人，上门前先打电话说明身份，注意方式方法。',
  '请先到现场看清情况，需要部门配合的当天报网格支部。',
];

const contactNotes = [
  '已电话联系住户，说明了处理流程，约定明天上午九点半上门查看，住户同意。',
  '当面见到住户，现场拍照三张，初步判断需要更换配件，已联系维修人员。',
  '电话两次未接，第三次接通，住户白天上班，约在晚上七点以后上门。',
];

const comments = [
  '来得很快，态度也好，问题彻底解决了，谢谢党员同志！',
  '总体满意，就是等了两天，希望以后可以再快一点。',
  '师傅很专业，走的时候还把地面收拾干净了，给社区点赞。',
];

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;

/** The n-th order's commands after one another: 点单 to 评单. Two residents and two members take turns; every fourth may be published. */
export function lifeOf(n: number): readonly Step[] {
  const matter = pick(matters, n);
  const resident = n % 2 === 0 ? 'resident' : 'resident-2';
  const member = n % 3 === 0 ? 'member-2' : 'member';
  return [
    {
      persona: resident,
      type: 'place',
      input: {
        category: matter.category,
        text: matter.text,
        unit: demoGrid,
        place: {
          building: ownCode.building(demoGrid, 1 + (n % 3)),
          note: { room: `${1 + (n % 3)}单元${101 + (n % 400)}室`, note: pick(placeNotes, n) },
        },
        contact: pick(contacts, n),
        publishConsent: n % 4 === 0,
      },
    },
    { persona: 'secretary', type: 'admit', input: {} },
    {
      persona: 'secretary',
      type: 'dispatch',
      input: { to: { kind: 'person', id: personas[member].person }, note: pick(dispatchNotes, n) },
    },
    { persona: member, type: 'accept', input: {} },
    { persona: member, type: 'contact', input: { note: pick(contactNotes, n) } },
    { persona: member, type: 'finish', input: { result: matter.result } },
    { persona: resident, type: 'evaluate', input: { solved: 'yes', stars: 5 - (n % 2), comment: pick(comments, n) } },
  ];
}

/** How many commands a life has. */
export const LIFE = lifeOf(0).length;

export type Actors = (persona: PersonaName) => Actor;

/**
 * Plays lives on the engine itself, one a round. `opened` hears of each order. Throws when a command is not applied: a
 * benchmark of refusals would measure nothing.
 */
export function livesOn(engine: Pick<Engine, 'execute'>, actors: Actors, opened?: (order: OrderId) => void): Round {
  let next = 0;
  return async (timed, stopped) => {
    let order: OrderId | undefined;
    for (const { persona, type, input } of lifeOf(next++)) {
      const outcome = await timed(() =>
        engine.execute({ ...(order === undefined ? { workflow: 'six-order' } : { order }), type, input, actor: actors(persona) }),
      );
      if (outcome.kind !== 'applied') throw new Error(`${type} was not applied: ${outcome.kind}`);
      if (order === undefined) opened?.(outcome.order.id);
      order = outcome.order.id;
      if (stopped()) return;
    }
  };
}
