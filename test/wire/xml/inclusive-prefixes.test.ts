import test from 'ava';
import { canonicalize, find, parseXml } from '../../../harness/wire/xml/index.js';

const document = parseXml(
  '<s:Envelope xmlns:s="urn:s" xmlns:w="urn:w" xmlns="urn:d"><w:Time Id="t"><w:At xmlns:s="urn:s2">1</w:At></w:Time></s:Envelope>',
);
const time = find(document, 'Time') ?? document;

test('without InclusiveNamespaces only what is visibly used is written', (t) => {
  t.is(canonicalize(time), '<w:Time xmlns:w="urn:w" Id="t"><w:At>1</w:At></w:Time>');
});

test('inclusive prefixes are written where they come into scope, and where they change', (t) => {
  const s = '<w:Time xmlns:s="urn:s" xmlns:w="urn:w" Id="t"><w:At xmlns:s="urn:s2">1</w:At></w:Time>';
  t.is(canonicalize(time, ['s']), s);
  t.is(canonicalize(time, ['s', 's', 'unknown']), s);
  t.is(
    canonicalize(time, ['#default', 's']),
    '<w:Time xmlns="urn:d" xmlns:s="urn:s" xmlns:w="urn:w" Id="t"><w:At xmlns:s="urn:s2">1</w:At></w:Time>',
  );
});
