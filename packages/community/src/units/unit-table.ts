// A table of units (CSV) read into rows: its columns by their Chinese or English names.
import type { Json } from '@six-order/engine';
import type { UnitRow } from './import-plan.ts';
import { markNames, markOfCell, type MarkName } from './marks.ts';
import type { UnitKind } from './unit.ts';

type Column = 'code' | 'name' | 'kind' | 'parent' | 'was' | 'from' | 'to' | MarkName;

const chinese: Readonly<Record<string, Column>> = {
  编码: 'code',
  名称: 'name',
  类型: 'kind',
  上级: 'parent',
  原编码: 'was',
  启用日期: 'from',
  停用日期: 'to',
  类别: 'class',
  户数: 'households',
  人口: 'population',
  安置时间: 'resettledSince',
  特色: 'brand',
  专职网格员数: 'fullTimePosts',
  入格力量: 'forces',
  小区: 'compound',
  物业方式: 'property',
  物业单位: 'firm',
  党员负责人: 'memberLed',
  任期开始: 'termFrom',
  任期结束: 'termTo',
  职责: 'duty',
  有执法权: 'enforcement',
  开放时间: 'hours',
  服务事项: 'items',
  所需材料: 'materials',
  办理方法: 'howTo',
  地址: 'address',
  电话: 'telephone',
  可派类别: 'categories',
  纬度: 'lat',
  经度: 'lng',
};
const own: readonly Column[] = ['code', 'name', 'kind', 'parent', 'was', 'from', 'to'];

const kinds: Readonly<Record<string, UnitKind>> = {
  省: 'province',
  市: 'city',
  县: 'county',
  街道: 'street',
  乡镇: 'street',
  社区: 'community',
  村: 'community',
  网格: 'grid',
  联户: 'household-group',
  楼栋: 'building',
  部门: 'department',
  队伍: 'team',
  物业: 'property',
  小区: 'compound',
  业委会: 'owners-committee',
  党组织: 'party',
  组织: 'organisation',
  服务点: 'facility',
};

const columnOf = (title: string): Column | undefined => {
  const name = title.trim();
  if (Object.hasOwn(chinese, name)) return chinese[name];
  return [...own, ...markNames].find((column) => column === name);
};

/** What each cell of a table is, by its header; or what is wrong with the header. */
export type Header =
  | { readonly kind: 'read'; readonly columns: readonly Column[] }
  | { readonly kind: 'unfit'; readonly problem: string };

export function readHeader(titles: readonly string[]): Header {
  const columns = titles.map(columnOf);
  const unknown = titles.filter((_, at) => columns[at] === undefined);
  const known = Object.keys(chinese).join('、');
  if (unknown.length > 0)
    return { kind: 'unfit', problem: `no column is called ${unknown.join(', ')}: ${known}, or their English names` };
  const missing = (['code', 'name', 'kind', 'parent'] as const).filter((column) => !columns.includes(column));
  if (missing.length > 0) return { kind: 'unfit', problem: `the header lacks ${missing.join(', ')} (编码、名称、类型、上级)` };
  if (new Set(columns).size < columns.length) return { kind: 'unfit', problem: 'a column stands in the header twice' };
  return { kind: 'read', columns: columns as Column[] };
}

/** A row of the table; `line` is its line in the file. Cells beyond the header are ignored, missing ones are empty. */
export function readUnitRow(columns: readonly Column[], cells: readonly string[], line: number): UnitRow {
  const said = new Map(columns.map((column, at) => [column, (cells[at] ?? '').trim()]));
  const cell = (column: Column): string => said.get(column) ?? '';
  const marks = markNames.flatMap((name): [string, Json][] => (cell(name) === '' ? [] : [[name, markOfCell(name, cell(name))]]));
  const kind = cell('kind');
  return {
    at: `line ${line}`,
    code: cell('code'),
    name: cell('name'),
    kind: Object.hasOwn(kinds, kind) ? (kinds[kind] as UnitKind) : kind,
    parent: cell('parent'),
    was: cell('was'),
    from: cell('from'),
    to: cell('to'),
    marks: Object.fromEntries(marks),
  };
}
