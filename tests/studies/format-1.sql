BEGIN TRANSACTION;
CREATE TABLE acts (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	kind TEXT, 
	"by" TEXT, 
	at TEXT, 
	undone_seq INTEGER, 
	PRIMARY KEY (id), 
	UNIQUE (seq)
);
INSERT INTO "acts" VALUES('e1036ddb-62a7-4038-99c0-3d560a9ae7c6',1,'add_interview','Ada','2026-11-21T12:18:25.984Z',NULL);
INSERT INTO "acts" VALUES('207f376c-ffb9-4784-be9b-00df97cc81d7',3,'create_code','Ada','2026-11-21T12:18:26.000Z',NULL);
INSERT INTO "acts" VALUES('ffcbfd5b-66c7-42cc-b1ce-51f45c64d982',4,'create_code','Ada','2026-11-21T12:18:26.004Z',NULL);
INSERT INTO "acts" VALUES('dfc34461-3531-4a2f-9794-3552a1caa018',5,'create_code','Ada','2026-11-21T12:18:26.011Z',NULL);
INSERT INTO "acts" VALUES('214e2c1d-bee9-4c72-9b7e-18d281389166',6,'apply_code','Ada','2026-11-21T12:18:26.016Z',NULL);
INSERT INTO "acts" VALUES('62445e18-81d8-4346-9365-ec6657ae6e79',7,'apply_code','Ada','2026-11-21T12:18:26.032Z',NULL);
INSERT INTO "acts" VALUES('0f8a40cf-5063-453e-ab22-c92b07de8ce3',8,'apply_code','Ada','2026-11-21T12:18:26.040Z',NULL);
INSERT INTO "acts" VALUES('77f32851-1da9-43a3-a343-2845d242ada3',9,'write_memo','Ada','2026-11-21T12:18:26.048Z',NULL);
INSERT INTO "acts" VALUES('fba34d9e-508c-4089-9954-b694498cd0c2',10,'write_memo','Ada','2026-11-21T12:18:26.052Z',NULL);
INSERT INTO "acts" VALUES('a0bec6fc-0209-4c68-8c55-19ffccd6c2ae',11,'commit_codebook','Ada','2026-11-21T12:18:26.056Z',NULL);
INSERT INTO "acts" VALUES('ecbdc09b-4c82-45e9-8d2f-dd8dde6ad465',12,'merge_code','Ada','2026-11-21T12:18:26.064Z',NULL);
INSERT INTO "acts" VALUES('d892611a-8d90-4699-9deb-b347cfd97e1c',13,'rename_code','Ada','2026-11-21T12:18:26.076Z',14);
INSERT INTO "acts" VALUES('dde70a98-91cc-4b1a-bbd6-0adeff0f1067',14,'undo','Ada','2026-11-21T12:18:26.082Z',NULL);
INSERT INTO "acts" VALUES('89a00b31-f3dd-48c2-b225-f7340cd83b5c',15,'create_theme','Ada','2026-11-21T12:18:26.100Z',NULL);
INSERT INTO "acts" VALUES('1ed86102-973d-47dc-b7c9-3d6ca63419d5',16,'retire_code','Ada','2026-11-21T12:18:26.104Z',NULL);
CREATE TABLE attributes (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	case_id TEXT, 
	name TEXT, 
	value TEXT, 
	PRIMARY KEY (id)
);
CREATE TABLE cases (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	name TEXT, 
	note TEXT, 
	PRIMARY KEY (id)
);
CREATE TABLE code_counts (
	code_id VARCHAR NOT NULL, 
	interview_id VARCHAR NOT NULL, 
	"references" INTEGER, 
	PRIMARY KEY (code_id, interview_id)
);
INSERT INTO "code_counts" VALUES('54bfe814-d73a-4d33-b92b-1415f77dca24','4b65babd-cf08-4dfe-a151-c6a0cbc82a22',1);
INSERT INTO "code_counts" VALUES('37271611-e767-454e-9300-195932ce5d69','4b65babd-cf08-4dfe-a151-c6a0cbc82a22',1);
CREATE TABLE codes (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	name TEXT, 
	parent_id TEXT, 
	definition TEXT, 
	include TEXT, 
	exclude TEXT, 
	example TEXT, 
	color TEXT, 
	kind TEXT, 
	status TEXT, 
	merged_into TEXT, 
	split_from TEXT, 
	reason TEXT, 
	created_by TEXT, 
	created_at TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "codes" VALUES('37271611-e767-454e-9300-195932ce5d69',3,'rain',NULL,'Weather as a reason not to walk','','','','#0072b2','','active',NULL,NULL,'','Ada','2026-11-21T12:18:26.000Z');
INSERT INTO "codes" VALUES('54bfe814-d73a-4d33-b92b-1415f77dca24',16,'calm',NULL,'','','','','#d55e00','','retired',NULL,NULL,'said once','Ada','2026-11-21T12:18:26.004Z');
INSERT INTO "codes" VALUES('2b481fc8-e26d-4efb-85af-6040e6bb5773',12,'wet','37271611-e767-454e-9300-195932ce5d69','','','','','#009e73','','merged','37271611-e767-454e-9300-195932ce5d69',NULL,'','Ada','2026-11-21T12:18:26.011Z');
CREATE TABLE codings (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	segment_id TEXT, 
	code_id TEXT, 
	coder TEXT, 
	memo TEXT, 
	created_at TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "codings" VALUES('f2ab806d-f0f2-44ef-8224-5fc19fa1f440',12,'d4e25dac-4dbf-41d3-886d-34842a5eb3a0','37271611-e767-454e-9300-195932ce5d69','Ada','literally','2026-11-21T12:18:26.016Z');
INSERT INTO "codings" VALUES('d807c423-328b-41ea-b2a7-69691218508d',8,'1ba1ae4b-755a-4252-b66d-8fad8e7c56cb','54bfe814-d73a-4d33-b92b-1415f77dca24','Ada','','2026-11-21T12:18:26.040Z');
CREATE TABLE decisions (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	candidate_id TEXT, 
	verdict TEXT, 
	label TEXT, 
	theme_id TEXT, 
	"by" TEXT, 
	at TEXT, 
	input_hash TEXT, 
	method TEXT, 
	seed INTEGER, 
	code_ids JSON, 
	PRIMARY KEY (id)
);
CREATE TABLE depth_ratings (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	about TEXT, 
	about_id TEXT, 
	criterion TEXT, 
	evidence TEXT, 
	"by" TEXT, 
	at TEXT, 
	rating INTEGER, 
	PRIMARY KEY (id)
);
CREATE TABLE dimensions (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	code_id TEXT, 
	label TEXT, 
	interview_id TEXT, 
	segment_id TEXT, 
	"by" TEXT, 
	at TEXT, 
	PRIMARY KEY (id)
);
CREATE TABLE groupings (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	name TEXT, 
	source TEXT, 
	code_ids JSON, 
	PRIMARY KEY (id)
);
CREATE TABLE interviews (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	position INTEGER, 
	name TEXT, 
	date TEXT, 
	checked_by TEXT, 
	checked_at TEXT, 
	case_ids JSON, 
	PRIMARY KEY (id)
);
INSERT INTO "interviews" VALUES('4b65babd-cf08-4dfe-a151-c6a0cbc82a22',1,1,'P1','2025-03-01',NULL,NULL,'[]');
CREATE TABLE journal (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	act_id VARCHAR NOT NULL, 
	kind TEXT, 
	"by" TEXT, 
	at TEXT, 
	subject VARCHAR, 
	target VARCHAR, 
	interview_id VARCHAR, 
	reverses VARCHAR, 
	payload_digest TEXT, 
	content_hash TEXT, 
	chain_hash TEXT, 
	PRIMARY KEY (seq), 
	UNIQUE (id)
);
INSERT INTO "journal" VALUES(1,'1746332f-ef87-4415-bc86-f40e77d47ec9','e1036ddb-62a7-4038-99c0-3d560a9ae7c6','add_interview','Ada','2026-11-21T12:18:25.984Z','4b65babd-cf08-4dfe-a151-c6a0cbc82a22',NULL,'4b65babd-cf08-4dfe-a151-c6a0cbc82a22',NULL,'a0d3a33f97dd8a388ff073e1fbb44477efdd01544b81bbde88bd0c8276615d1b','feeba877d4fcbfbd282523d25379a81e630bcaf97295f832ed1e24f320b37786','d1fcc5387f2731cdd21ff222cff21aa3bac2007bb27ad6f2f1d870fec4e6f71c');
INSERT INTO "journal" VALUES(2,'4447b6df-73ec-4e98-b5b6-878cae9c602c','e1036ddb-62a7-4038-99c0-3d560a9ae7c6','add_transcript','Ada','2026-11-21T12:18:25.984Z','1fe00300-ac9f-4e78-a9cb-7ac2ed1a014b',NULL,'4b65babd-cf08-4dfe-a151-c6a0cbc82a22',NULL,'d9fe83e1d2e78a9ac48e3d72f6dae4eaccefcb2f41e6f592d6c7c771312e751e','9873df662e70b49d1293627dfdf13e845e81fe9bbffe72277a391574d03ab7cc','d8aab9f2cbd8f6124657c80c05d55db1bc3900abb7593a3cb9e1af680d668833');
INSERT INTO "journal" VALUES(3,'ffa4a2e9-5069-42d6-b943-57872a870865','207f376c-ffb9-4784-be9b-00df97cc81d7','create_code','Ada','2026-11-21T12:18:26.000Z','37271611-e767-454e-9300-195932ce5d69',NULL,NULL,NULL,'f2349c23fa8a8a838adbc6ea7849366f5f82fdff2cc120bf1eef5308e06bdfcb','66c19c3f5f306006ac54a613c0aa9bc6e8552c126ba54268d90306f38ff36f85','59833358354c996d95b57f87a9a02843d66c9e163850f7d6179dbec0f9115bf7');
INSERT INTO "journal" VALUES(4,'5cd6ea54-a625-4546-92c7-87ca3916d50f','ffcbfd5b-66c7-42cc-b1ce-51f45c64d982','create_code','Ada','2026-11-21T12:18:26.004Z','54bfe814-d73a-4d33-b92b-1415f77dca24',NULL,NULL,NULL,'138a961ae5c743e3b29223bc007007f3861c198b9a037f000b1fefd2746768b6','8bb33d7698358933ab3c9ef1cd54f032d3909e630f7de7b09fb089998086905a','3eec35242d0f33b8068666910a4e259c683919686614ebaff0467f5b40aef1fb');
INSERT INTO "journal" VALUES(5,'9ff48466-d65e-4619-9ac8-159c5c24d605','dfc34461-3531-4a2f-9794-3552a1caa018','create_code','Ada','2026-11-21T12:18:26.011Z','2b481fc8-e26d-4efb-85af-6040e6bb5773','37271611-e767-454e-9300-195932ce5d69',NULL,NULL,'8271c160f1cf90683f61f3ebbb2769577caad9040e1adf11cfa2a40e6bfadc3d','788df1985521d5488d94a2f49d98970bc6c75be5cd164a1e54283ebedb150a9f','41c07a8c3578eebb27e068628f6b7b24441eea4ebb8b597d20ef75398bf28b4e');
INSERT INTO "journal" VALUES(6,'39e8b6b4-dd6e-41ba-9607-67b120e70795','214e2c1d-bee9-4c72-9b7e-18d281389166','apply_code','Ada','2026-11-21T12:18:26.016Z','f2ab806d-f0f2-44ef-8224-5fc19fa1f440','37271611-e767-454e-9300-195932ce5d69','4b65babd-cf08-4dfe-a151-c6a0cbc82a22',NULL,'77e85fb1882e5f4c9f1d48696d8eb7f7e6dbd6afa64719cda3983510ab939e46','5d8c3442039b711445a343730392043cc8b172b3dfe742a716a7e52362827d9e','acb6d73bdf5b15155deb008fb837b7a7ae5be8a0bdbd6f25d81d397cc8cac6e8');
INSERT INTO "journal" VALUES(7,'905f18e4-c223-4016-ad16-76b6269718b4','62445e18-81d8-4346-9365-ec6657ae6e79','apply_code','Ada','2026-11-21T12:18:26.032Z','8d911819-ceee-4251-aaf2-5e783f321a9d','2b481fc8-e26d-4efb-85af-6040e6bb5773','4b65babd-cf08-4dfe-a151-c6a0cbc82a22',NULL,'18b4a81a9e6a767d0108e72a0dcbaf61c4084f3590f4e1639dbb5dbf92305f05','6df0f2f8c12a87863d9c665e4e8a0f0a13264996fd7b9fe4a3c82f15648526e4','06ec32ac11660ed9f342feba51cae188cac91202b5b534c40d6b7505b4663d90');
INSERT INTO "journal" VALUES(8,'5a2b24c3-600a-4bbc-bd79-dbaa72713156','0f8a40cf-5063-453e-ab22-c92b07de8ce3','apply_code','Ada','2026-11-21T12:18:26.040Z','d807c423-328b-41ea-b2a7-69691218508d','54bfe814-d73a-4d33-b92b-1415f77dca24','4b65babd-cf08-4dfe-a151-c6a0cbc82a22',NULL,'87e3ce416edfec4860038bc9e2cc6c8a25d3164ca30f38df66876c161d3fea89','d2b00b651ff347a1cac7b9af4df2e1957f2ae3bb6445d7375a7074f4674227c2','df7e5989341799c1f4117aede106cd0ab8bea4b1dfc38895a800ff4cd1e72b08');
INSERT INTO "journal" VALUES(9,'9aa7de0a-1b23-4374-bd08-6eb80bdade9f','77f32851-1da9-43a3-a343-2845d242ada3','write_memo','Ada','2026-11-21T12:18:26.048Z','384da539-e157-41c0-9449-e4bd9e35890a',NULL,NULL,NULL,'5a3d14bf4d02b87b007c4e1e2b06184bb45423a6c666ab627b5ee806123d367e','a8f025651873ecb87ff05a5cdfe5c97fc86fa67ccbfb8e98496cdb37a45f9ab3','4d7a181e20c4c9a4aff87f6474d974a5942ad72b493578b0b54a00830639ab38');
INSERT INTO "journal" VALUES(10,'725b7437-6eb4-4136-840b-f8f90479a77c','fba34d9e-508c-4089-9954-b694498cd0c2','write_memo','Ada','2026-11-21T12:18:26.052Z','1b9fa155-e8d8-40d9-9821-da398fa746fa','54bfe814-d73a-4d33-b92b-1415f77dca24',NULL,NULL,'507c879caf07893f105f56c5a4c351e3cad785b671f69cc43630dabdbb43a3b1','d8c58f6679f6c8588c1978389170fe78efc9b82c7dba29ec79fe774a52a84dad','f40f2de55bd381e5fc4c335bcb2e2aab9877b2f2bc39e947262f23c3cfb9978c');
INSERT INTO "journal" VALUES(11,'e112098e-2690-45b8-aff4-a34c84e6cf04','a0bec6fc-0209-4c68-8c55-19ffccd6c2ae','commit_codebook','Ada','2026-11-21T12:18:26.056Z','98d43189-c5b7-46b0-8638-b84c2e6fe4c1',NULL,NULL,NULL,'ec9f82fa20a81479c1bc20d3309d08dfa7763a21ef8690c32abbb1ccdcd395a3','c44b79bea6d20c8398afbf1ca897d681d3c5985aa66e1557ea61fb0d7a95414a','282c90cbb4f95f5237496d9a57f0fad7f313993b944cac2aa9075855b125b4a0');
INSERT INTO "journal" VALUES(12,'34f3ae3b-9bba-48ed-b842-8eed15e66146','ecbdc09b-4c82-45e9-8d2f-dd8dde6ad465','merge_code','Ada','2026-11-21T12:18:26.064Z','2b481fc8-e26d-4efb-85af-6040e6bb5773','37271611-e767-454e-9300-195932ce5d69',NULL,NULL,'f9b396d2fa11a6c401aa5a7f2617dae494ef620907be38fda778881b3b18a095','6436601f0b7a428b0ebde552698b68fa08060b08b0e671a3a8fefc4b8a690cff','e0cef26a0128b6c1f9fc866a9bf1dd28fb4bdc98f47f213897d40bd77101d0a5');
INSERT INTO "journal" VALUES(13,'b68a5938-8905-449d-b12b-f3df5d99b1a2','d892611a-8d90-4699-9deb-b347cfd97e1c','rename_code','Ada','2026-11-21T12:18:26.076Z','54bfe814-d73a-4d33-b92b-1415f77dca24',NULL,NULL,NULL,'211f0dd9ec6fa1088ced0ccc673e1d1913562875d8a02ac7d1c335b60cd610ae','6460658a664ff91f2a7809b0e2337ca8fb7666745de9c166f28e4cbf584f2ee8','489025d099dd9da71948ed55259a198a0d590db785d58d370452e08e97c36de9');
INSERT INTO "journal" VALUES(14,'69042749-a05a-4fbe-a51e-372280ef1037','dde70a98-91cc-4b1a-bbd6-0adeff0f1067','undo','Ada','2026-11-21T12:18:26.082Z','54bfe814-d73a-4d33-b92b-1415f77dca24',NULL,NULL,'d892611a-8d90-4699-9deb-b347cfd97e1c','414ec67bcd2e38c1e29a75ce0e058b8d7da7a0a240bb5bfd96403d650a59682a','1a630730f659d3e3f965d088ee50043c57d8d00fecd13bb3e9c6242c510c865c','49e1bf04e7a47e95316948aa9c12bac857a662354c85605cb6c4a267e2df4f4e');
INSERT INTO "journal" VALUES(15,'8bef7efa-a9c6-49cf-b13b-e80580a57b6e','89a00b31-f3dd-48c2-b225-f7340cd83b5c','create_theme','Ada','2026-11-21T12:18:26.100Z','e06219ed-7ad6-4171-8778-cb0b002eb91b',NULL,NULL,NULL,'f436c2d4e330f2c20fbb938925a17f79e13f21376c8d4f5060d3272fbfe81e59','9afb85a8827d90c93f6821054e3a5c2fdd90e65c1e8d22ffbd9eb33c88603f09','4999397f8e926881d7b1ca4c0b7fd9035c601bcaf719283a42e4494bff6df00e');
INSERT INTO "journal" VALUES(16,'8ffa1e73-7dba-4f24-9456-452e54376f33','1ed86102-973d-47dc-b7c9-3d6ca63419d5','retire_code','Ada','2026-11-21T12:18:26.104Z','54bfe814-d73a-4d33-b92b-1415f77dca24',NULL,NULL,NULL,'cd99c5c1d3843e7e0472c375c719c254d8c32b8bf3f02b094011209d3ece6aaa','dbaa10dbbd21ab1850d8da44aac6a4c9638d2c0a71fe9df3d6daefaa165f9cc8','96f5f61e732d530919c9b885a79e475ae6cae7cf2ec4d3b7db4a71ffc7b90320');
CREATE TABLE memos (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	about TEXT, 
	about_id TEXT, 
	kind TEXT, 
	text TEXT, 
	"by" TEXT, 
	at TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "memos" VALUES('384da539-e157-41c0-9449-e4bd9e35890a',9,'study',NULL,'reflexive','I walk to work myself.','Ada','2026-11-21T12:18:26.048Z');
INSERT INTO "memos" VALUES('1b9fa155-e8d8-40d9-9821-da398fa746fa',10,'code','54bfe814-d73a-4d33-b92b-1415f77dca24','theoretical','Close to being alone?','Ada','2026-11-21T12:18:26.052Z');
CREATE TABLE meta (
	"key" VARCHAR NOT NULL, 
	value TEXT, 
	PRIMARY KEY ("key")
);
INSERT INTO "meta" VALUES('format','1');
INSERT INTO "meta" VALUES('study','73b5eaee-d3a2-43c2-a5f7-cd3627579fda');
INSERT INTO "meta" VALUES('journal_count','16');
INSERT INTO "meta" VALUES('journal_head','96f5f61e732d530919c9b885a79e475ae6cae7cf2ec4d3b7db4a71ffc7b90320');
CREATE TABLE payloads (
	change_id VARCHAR NOT NULL, 
	salt TEXT, 
	body TEXT, 
	PRIMARY KEY (change_id)
);
INSERT INTO "payloads" VALUES('1746332f-ef87-4415-bc86-f40e77d47ec9','aeb934dc6120debd0a8d87ba0dd3b90c','{"deltas":[{"after":{"case_ids":[],"checked_at":null,"checked_by":null,"date":"2025-03-01","name":"P1","position":1},"before":null,"ids":["4b65babd-cf08-4dfe-a151-c6a0cbc82a22"],"noun":"interview"}],"summary":"added the interview P1","why":""}');
INSERT INTO "payloads" VALUES('4447b6df-73ec-4e98-b5b6-878cae9c602c','09f195679d941f79adcb393094c2b158','{"deltas":[{"after":{"interview_id":"4b65babd-cf08-4dfe-a151-c6a0cbc82a22","length":105,"revision":1,"sha256":"da6c4916cf34194780f3104ff92b6b1a5774e299011f74ba70322c6122cc217f","source":"","timing_sha256":"3a1d03fe7c666ad2b53b92f9de58d6dfb7cacf1b601ad9fa6e05e7ad4e427c2d","words":20},"before":null,"ids":["1fe00300-ac9f-4e78-a9cb-7ac2ed1a014b"],"noun":"transcript"}],"summary":"added a transcript of P1 (revision 1)","why":""}');
INSERT INTO "payloads" VALUES('ffa4a2e9-5069-42d6-b943-57872a870865','5256e8cb8925639bf57d52dc292094f8','{"deltas":[{"after":{"color":"#0072b2","created_at":"2026-11-21T12:18:26.000Z","created_by":"Ada","definition":"Weather as a reason not to walk","example":"","exclude":"","include":"","kind":"","merged_into":null,"name":"rain","parent_id":null,"reason":"","split_from":null,"status":"active"},"before":null,"ids":["37271611-e767-454e-9300-195932ce5d69"],"noun":"code"}],"summary":"created the code “rain”","why":""}');
INSERT INTO "payloads" VALUES('5cd6ea54-a625-4546-92c7-87ca3916d50f','47ff87ab0098acfd14c665126bce0ca4','{"deltas":[{"after":{"color":"#d55e00","created_at":"2026-11-21T12:18:26.004Z","created_by":"Ada","definition":"","example":"","exclude":"","include":"","kind":"","merged_into":null,"name":"calm","parent_id":null,"reason":"","split_from":null,"status":"active"},"before":null,"ids":["54bfe814-d73a-4d33-b92b-1415f77dca24"],"noun":"code"}],"summary":"created the code “calm”","why":""}');
INSERT INTO "payloads" VALUES('9ff48466-d65e-4619-9ac8-159c5c24d605','65ebd848cf558d0ff0cc0f5b28aef37b','{"deltas":[{"after":{"color":"#009e73","created_at":"2026-11-21T12:18:26.011Z","created_by":"Ada","definition":"","example":"","exclude":"","include":"","kind":"","merged_into":null,"name":"wet","parent_id":"37271611-e767-454e-9300-195932ce5d69","reason":"","split_from":null,"status":"active"},"before":null,"ids":["2b481fc8-e26d-4efb-85af-6040e6bb5773"],"noun":"code"}],"summary":"created the code “wet”","why":""}');
INSERT INTO "payloads" VALUES('39e8b6b4-dd6e-41ba-9607-67b120e70795','64ca8aaef72e8c47c09ca7df4d66b4ef','{"deltas":[{"after":{"coder":"Ada","created_at":"2026-11-21T12:18:26.016Z","end":67,"interview_id":"4b65babd-cf08-4dfe-a151-c6a0cbc82a22","note":"","start":52,"was":null},"before":null,"ids":["d4e25dac-4dbf-41d3-886d-34842a5eb3a0"],"noun":"segment"},{"after":{"code_id":"37271611-e767-454e-9300-195932ce5d69","coder":"Ada","created_at":"2026-11-21T12:18:26.016Z","memo":"","segment_id":"d4e25dac-4dbf-41d3-886d-34842a5eb3a0"},"before":null,"ids":["f2ab806d-f0f2-44ef-8224-5fc19fa1f440"],"noun":"coding"}],"summary":"coded a passage of P1 as “rain”","why":""}');
INSERT INTO "payloads" VALUES('905f18e4-c223-4016-ad16-76b6269718b4','88afa0c5894238a95a5991010f6736fd','{"deltas":[{"after":{"code_id":"2b481fc8-e26d-4efb-85af-6040e6bb5773","coder":"Ada","created_at":"2026-11-21T12:18:26.032Z","memo":"literally","segment_id":"d4e25dac-4dbf-41d3-886d-34842a5eb3a0"},"before":null,"ids":["8d911819-ceee-4251-aaf2-5e783f321a9d"],"noun":"coding"}],"summary":"coded a passage of P1 as “wet”","why":""}');
INSERT INTO "payloads" VALUES('5a2b24c3-600a-4bbc-bd79-dbaa72713156','920bbdfdc33decf6ec5884393899c961','{"deltas":[{"after":{"coder":"Ada","created_at":"2026-11-21T12:18:26.040Z","end":89,"interview_id":"4b65babd-cf08-4dfe-a151-c6a0cbc82a22","note":"","start":73,"was":null},"before":null,"ids":["1ba1ae4b-755a-4252-b66d-8fad8e7c56cb"],"noun":"segment"},{"after":{"code_id":"54bfe814-d73a-4d33-b92b-1415f77dca24","coder":"Ada","created_at":"2026-11-21T12:18:26.040Z","memo":"","segment_id":"1ba1ae4b-755a-4252-b66d-8fad8e7c56cb"},"before":null,"ids":["d807c423-328b-41ea-b2a7-69691218508d"],"noun":"coding"}],"summary":"coded a passage of P1 as “calm”","why":""}');
INSERT INTO "payloads" VALUES('9aa7de0a-1b23-4374-bd08-6eb80bdade9f','6fdcd745c7aa939034ab0dfb741141cf','{"deltas":[{"after":{"about":"study","about_id":null,"at":"2026-11-21T12:18:26.048Z","by":"Ada","kind":"reflexive","text":"I walk to work myself."},"before":null,"ids":["384da539-e157-41c0-9449-e4bd9e35890a"],"noun":"memo"}],"summary":"wrote a reflexive memo on the study","why":""}');
INSERT INTO "payloads" VALUES('725b7437-6eb4-4136-840b-f8f90479a77c','e1b09ee0a4ddc3e6e25c14f95a70f338','{"deltas":[{"after":{"about":"code","about_id":"54bfe814-d73a-4d33-b92b-1415f77dca24","at":"2026-11-21T12:18:26.052Z","by":"Ada","kind":"theoretical","text":"Close to being alone?"},"before":null,"ids":["1b9fa155-e8d8-40d9-9821-da398fa746fa"],"noun":"memo"}],"summary":"wrote a theoretical memo on the code “calm”","why":""}');
INSERT INTO "payloads" VALUES('e112098e-2690-45b8-aff4-a34c84e6cf04','0b350028e82adb6061e4fb08e96a0766','{"deltas":[{"after":{"at":"2026-11-21T12:18:26.056Z","by":"Ada","codes":3,"message":"first look","name":"first look","number":1,"seq_upto":10,"snapshot":[{"aggregate_references":1,"color":"#d55e00","created_at":"2026-11-21T12:18:26.004Z","created_by":"Ada","definition":"","example":"","exclude":"","files":1,"id":"54bfe814-d73a-4d33-b92b-1415f77dca24","include":"","kind":"","level":0,"merged_into":null,"name":"calm","parent":null,"parent_id":null,"reason":"","references":1,"split_from":null,"status":"active"},{"aggregate_references":2,"color":"#0072b2","created_at":"2026-11-21T12:18:26.000Z","created_by":"Ada","definition":"Weather as a reason not to walk","example":"","exclude":"","files":1,"id":"37271611-e767-454e-9300-195932ce5d69","include":"","kind":"","level":0,"merged_into":null,"name":"rain","parent":null,"parent_id":null,"reason":"","references":1,"split_from":null,"status":"active"},{"aggregate_references":1,"color":"#009e73","created_at":"2026-11-21T12:18:26.011Z","created_by":"Ada","definition":"","example":"","exclude":"","files":1,"id":"2b481fc8-e26d-4efb-85af-6040e6bb5773","include":"","kind":"","level":1,"merged_into":null,"name":"wet","parent":"rain","parent_id":"37271611-e767-454e-9300-195932ce5d69","reason":"","references":1,"split_from":null,"status":"active"}]},"before":null,"ids":["98d43189-c5b7-46b0-8638-b84c2e6fe4c1"],"noun":"version"}],"summary":"saved version 1 of the codebook, “first look”","why":""}');
INSERT INTO "payloads" VALUES('34f3ae3b-9bba-48ed-b842-8eed15e66146','a5eb333082f570e7d3c22e65a6f5765a','{"deltas":[{"after":{"merged_into":"37271611-e767-454e-9300-195932ce5d69","status":"merged"},"before":{"merged_into":null,"status":"active"},"ids":["2b481fc8-e26d-4efb-85af-6040e6bb5773"],"noun":"code"},{"after":null,"before":{"code_id":"2b481fc8-e26d-4efb-85af-6040e6bb5773","coder":"Ada","created_at":"2026-11-21T12:18:26.032Z","memo":"literally","segment_id":"d4e25dac-4dbf-41d3-886d-34842a5eb3a0"},"ids":["8d911819-ceee-4251-aaf2-5e783f321a9d"],"noun":"coding"},{"after":{"memo":"literally"},"before":{"memo":""},"ids":["f2ab806d-f0f2-44ef-8224-5fc19fa1f440"],"noun":"coding"}],"summary":"merged the code “wet” into “rain”, 1 codings followed","why":"one idea"}');
INSERT INTO "payloads" VALUES('b68a5938-8905-449d-b12b-f3df5d99b1a2','de11cfcc0230a934cb3196a1b6db853d','{"deltas":[{"after":{"name":"clear head"},"before":{"name":"calm"},"ids":["54bfe814-d73a-4d33-b92b-1415f77dca24"],"noun":"code"}],"summary":"renamed the code “calm” to “clear head”","why":""}');
INSERT INTO "payloads" VALUES('69042749-a05a-4fbe-a51e-372280ef1037','cedd15298d5ab47518ae55167ed3714e','{"deltas":[{"after":{"name":"calm"},"before":{"name":"clear head"},"ids":["54bfe814-d73a-4d33-b92b-1415f77dca24"],"noun":"code"}],"summary":"took back: renamed the code “calm” to “clear head”","why":""}');
INSERT INTO "payloads" VALUES('8bef7efa-a9c6-49cf-b13b-e80580a57b6e','3559dab16d10bef5a829ceebe9be8419','{"deltas":[{"after":{"concept":"Rain decides","created_at":"2026-11-21T12:18:26.100Z","created_by":"Ada","definition":"","name":"weather","parent_id":null,"position":1,"status":"candidate"},"before":null,"ids":["e06219ed-7ad6-4171-8778-cb0b002eb91b"],"noun":"theme"},{"after":{"code_id":"37271611-e767-454e-9300-195932ce5d69","theme_id":"e06219ed-7ad6-4171-8778-cb0b002eb91b"},"before":null,"ids":["f70357ef-396e-4994-b530-6ef657ae6307"],"noun":"theme_code"}],"summary":"made the theme “weather” of 1 codes","why":""}');
INSERT INTO "payloads" VALUES('8ffa1e73-7dba-4f24-9456-452e54376f33','31be5818772c83d4b44596ac4e57a0cf','{"deltas":[{"after":{"reason":"said once","status":"retired"},"before":{"reason":"","status":"active"},"ids":["54bfe814-d73a-4d33-b92b-1415f77dca24"],"noun":"code"}],"summary":"retired the code “calm”","why":"said once"}');
CREATE TABLE proposals (
	id VARCHAR NOT NULL, 
	at TEXT, 
	method TEXT, 
	input_hash TEXT, 
	seed INTEGER, 
	body JSON, 
	took_s FLOAT, 
	PRIMARY KEY (id)
);
CREATE TABLE recordings (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	interview_id TEXT, 
	file TEXT, 
	sha256 TEXT, 
	duration_ms INTEGER, 
	PRIMARY KEY (id)
);
CREATE TABLE sampling_notes (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	kind TEXT, 
	text TEXT, 
	date TEXT, 
	"by" TEXT, 
	at TEXT, 
	interview_id TEXT, 
	PRIMARY KEY (id)
);
CREATE TABLE segments (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	interview_id TEXT, 
	coder TEXT, 
	note TEXT, 
	created_at TEXT, 
	start INTEGER, 
	"end" INTEGER, 
	was JSON, 
	PRIMARY KEY (id)
);
INSERT INTO "segments" VALUES('d4e25dac-4dbf-41d3-886d-34842a5eb3a0',6,'4b65babd-cf08-4dfe-a151-c6a0cbc82a22','Ada','','2026-11-21T12:18:26.016Z',52,67,NULL);
INSERT INTO "segments" VALUES('1ba1ae4b-755a-4252-b66d-8fad8e7c56cb',8,'4b65babd-cf08-4dfe-a151-c6a0cbc82a22','Ada','','2026-11-21T12:18:26.040Z',73,89,NULL);
CREATE TABLE theme_codes (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	theme_id TEXT, 
	code_id TEXT, 
	PRIMARY KEY (id)
);
INSERT INTO "theme_codes" VALUES('f70357ef-396e-4994-b530-6ef657ae6307',15,'e06219ed-7ad6-4171-8778-cb0b002eb91b','37271611-e767-454e-9300-195932ce5d69');
CREATE TABLE themes (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	name TEXT, 
	parent_id TEXT, 
	concept TEXT, 
	definition TEXT, 
	status TEXT, 
	created_by TEXT, 
	created_at TEXT, 
	position INTEGER, 
	PRIMARY KEY (id)
);
INSERT INTO "themes" VALUES('e06219ed-7ad6-4171-8778-cb0b002eb91b',15,'weather',NULL,'Rain decides','','candidate','Ada','2026-11-21T12:18:26.100Z',1);
CREATE TABLE transcripts (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	interview_id TEXT, 
	sha256 TEXT, 
	timing_sha256 TEXT, 
	source TEXT, 
	revision INTEGER, 
	length INTEGER, 
	words INTEGER, 
	PRIMARY KEY (id)
);
INSERT INTO "transcripts" VALUES('1fe00300-ac9f-4e78-a9cb-7ac2ed1a014b',2,'4b65babd-cf08-4dfe-a151-c6a0cbc82a22','da6c4916cf34194780f3104ff92b6b1a5774e299011f74ba70322c6122cc217f','3a1d03fe7c666ad2b53b92f9de58d6dfb7cacf1b601ad9fa6e05e7ad4e427c2d','',1,105,20);
CREATE TABLE versions (
	id VARCHAR NOT NULL, 
	seq INTEGER, 
	number INTEGER, 
	seq_upto INTEGER, 
	codes INTEGER, 
	name TEXT, 
	message TEXT, 
	"by" TEXT, 
	at TEXT, 
	snapshot JSON, 
	PRIMARY KEY (id)
);
INSERT INTO "versions" VALUES('98d43189-c5b7-46b0-8638-b84c2e6fe4c1',11,1,10,3,'first look','first look','Ada','2026-11-21T12:18:26.056Z','[{"id": "54bfe814-d73a-4d33-b92b-1415f77dca24", "name": "calm", "parent_id": null, "definition": "", "include": "", "exclude": "", "example": "", "color": "#d55e00", "kind": "", "status": "active", "merged_into": null, "split_from": null, "reason": "", "created_by": "Ada", "created_at": "2026-11-21T12:18:26.004Z", "parent": null, "level": 0, "files": 1, "references": 1, "aggregate_references": 1}, {"id": "37271611-e767-454e-9300-195932ce5d69", "name": "rain", "parent_id": null, "definition": "Weather as a reason not to walk", "include": "", "exclude": "", "example": "", "color": "#0072b2", "kind": "", "status": "active", "merged_into": null, "split_from": null, "reason": "", "created_by": "Ada", "created_at": "2026-11-21T12:18:26.000Z", "parent": null, "level": 0, "files": 1, "references": 1, "aggregate_references": 2}, {"id": "2b481fc8-e26d-4efb-85af-6040e6bb5773", "name": "wet", "parent_id": "37271611-e767-454e-9300-195932ce5d69", "definition": "", "include": "", "exclude": "", "example": "", "color": "#009e73", "kind": "", "status": "active", "merged_into": null, "split_from": null, "reason": "", "created_by": "Ada", "created_at": "2026-11-21T12:18:26.011Z", "parent": "rain", "level": 1, "files": 1, "references": 1, "aggregate_references": 1}]');
CREATE TABLE words (
	interview_id VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	body BLOB, 
	PRIMARY KEY (interview_id, sha256)
);
INSERT INTO "words" VALUES('4b65babd-cf08-4dfe-a151-c6a0cbc82a22','da6c4916cf34194780f3104ff92b6b1a5774e299011f74ba70322c6122cc217f',X'496E7465727669657765723A20486F7720646F20796F752067657420746F20776F726B3F0A0A416E6E3A204F6E20666F6F742E2049206861746520746865207261696E2C20627574206D79206865616420697320636C656172207768656E2049206172726976652E0A');
INSERT INTO "words" VALUES('4b65babd-cf08-4dfe-a151-c6a0cbc82a22','3a1d03fe7c666ad2b53b92f9de58d6dfb7cacf1b601ad9fa6e05e7ad4e427c2d',X'5B5B5B302C2031332C2033362C2022496E746572766965776572222C206E756C6C5D2C205B33382C2034332C203130342C2022416E6E222C206E756C6C5D5D2C205B5D5D');
CREATE INDEX attributes_by_case ON attributes (case_id);
CREATE INDEX recordings_by_interview ON recordings (interview_id);
CREATE INDEX transcripts_by_interview ON transcripts (interview_id);
CREATE INDEX codes_by_parent ON codes (parent_id);
CREATE INDEX codes_by_split ON codes (split_from);
CREATE INDEX codes_by_merged ON codes (merged_into);
CREATE INDEX segments_by_interview ON segments (interview_id, start);
CREATE INDEX codings_by_segment ON codings (segment_id);
CREATE INDEX codings_by_code ON codings (code_id);
CREATE INDEX memos_by_about ON memos (about_id);
CREATE INDEX theme_codes_by_theme ON theme_codes (theme_id);
CREATE INDEX theme_codes_by_code ON theme_codes (code_id);
CREATE INDEX ix_journal_reverses ON journal (reverses);
CREATE INDEX ix_journal_act_id ON journal (act_id);
CREATE INDEX ix_journal_interview_id ON journal (interview_id);
CREATE INDEX ix_journal_target ON journal (target);
CREATE INDEX ix_journal_subject ON journal (subject);
CREATE INDEX acts_by_coder ON acts ("by", seq);
COMMIT;
