import test from 'ava';
import type { EventDetails, JournalEvent } from '../../harness/journal/index.js';
import { auditHeader, auditLine, auditRow } from '../../harness/reports/update-audit.js';
import { event } from '../events.js';

const lineOf = (details: EventDetails['device-update.audit']) =>
  auditLine(auditRow(event(1, 'device-update.audit', details) as JournalEvent<'device-update.audit'>));

const nothing = {
  ...{ address: null, deviceType: null, mac: null, serial: null, vendor: null, model: null, revision: null },
  ...{ locale: null, requestModules: [], responseModules: [], userId: null },
};

test('the columns are those administrators compare', (t) => {
  t.is(
    auditHeader(),
    'Logging DateTime,User Host Address,Device Type,Mac Address,Serial Number,Vendor,Model,Revision,Locale,' +
      'Request Modules,Response Modules,User ID',
  );
});

test('modules stand by #, their parts by ;', (t) => {
  const line = lineOf({
    ...{ address: '10.0.0.5', deviceType: 'UCPhone', mac: '00:04:f2:aa:bb:cc', serial: 'S-1', vendor: 'Polycom' },
    ...{ model: 'CX600', revision: 'A', locale: 'ENU', userId: 'alice' },
    requestModules: [{ file: 'CPE.nbt', version: '1.2.3.4', timestamp: 'T' }, { file: 'B;#' }],
    responseModules: [{ file: 'CPE.nbt', signatureFile: 'CPE.cat', version: '1.2.3.5', timestamp: 'U' }],
  });
  t.is(
    line.slice(line.indexOf(',')),
    ',10.0.0.5,UCPhone,0004F2AABBCC,S-1,Polycom,CX600,A,ENU,CPE.nbt;1.2.3.4;T#B__;;,CPE.nbt;CPE.cat;1.2.3.5;U,alice',
  );
  t.regex(line, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,/);
});

test('what a device says breaks no line and is no formula', (t) => {
  const line = lineOf({ ...nothing, vendor: 'a,"b"\r\nc', model: '=HYPERLINK(1)' });
  t.regex(line, /,"a,""b"" {2}c",'=HYPERLINK\(1\),/);
});
