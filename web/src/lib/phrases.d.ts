import type editor from "../../../src/deploymap/languages/editor/en.json";
import type en from "../../../src/deploymap/languages/en.json";

/** A text, or its forms by the plural categories of its language. */
export type Phrase = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>);

/** The page's own words: what the table of English has, every other has. */
export type Words = { [Name in keyof typeof en.page]: (typeof en.page)[Name] extends string ? string : Phrase };

/** The words of the editor alone, likewise. */
export type EditorWords = { [Name in keyof typeof editor]: (typeof editor)[Name] extends string ? string : Phrase };
