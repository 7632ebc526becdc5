"""Invented items of local capital, of the kinds found in the far south."""

from __future__ import annotations

from typing import NamedTuple


class DemoHeritage(NamedTuple):
    slug: str
    category: str
    name_th: str
    name_en: str
    story_th: str
    story_en: str
    place: str
    risk: str
    is_sacred: bool = False
    is_family_secret: bool = False
    may_be_sold: bool = False


class DemoSeason(NamedTuple):
    """When and what of; months 1 to 12, the first may come after the last."""

    season: str
    months: tuple[int, int] | None
    ingredients: str = ""


SEASONS = {
    "stone-banana": DemoSeason("มีตลอดปี มากที่สุดช่วงพฤษภาคมถึงสิงหาคม", (5, 8), "กล้วยหิน น้ำมันมะพร้าว น้ำตาลโตนด"),
    "nasi-kerabu": DemoSeason("", None, "ข้าว ดอกอัญชัน ผักสมุนไพรสิบกว่าชนิด น้ำบูดู มะพร้าวคั่ว"),
    "herbal-compress": DemoSeason("เก็บสมุนไพรหลังฝน ตุลาคมถึงกุมภาพันธ์", (10, 2), "ไพล ขมิ้น ตะไคร้ ใบมะขาม การบูร"),
    "kite": DemoSeason("ลมว่าว กุมภาพันธ์ถึงเมษายน", (2, 4), "ไม้ไผ่สีสุก กระดาษ เชือกป่าน"),
    "bird-song": DemoSeason("แข่งใหญ่เดือนมีนาคม", (3, 3)),
}
# What a small drawing shows: the ground, then shapes (kind, colour, box in hundredths of the picture).
PICTURES = {
    "pelangi-cloth": (
        "ภาพวาดสมมติ: ผ้าปะลางิงลายวงซ้อนสีครามและแสด",
        "An invented drawing: pelangi cloth with rings of indigo and orange",
    ),
    "nasi-kerabu": ("ภาพวาดสมมติ: จานข้าวยำสีฟ้ากับผักหลายสี", "An invented drawing: a plate of blue rice with many herbs"),
    "shadow-play": (
        "ภาพวาดสมมติ: จอหนังตะลุงมีเงาตัวหนังหนึ่งตัว",
        "An invented drawing: a lit screen with the shadow of one puppet",
    ),
    "kite": ("ภาพวาดสมมติ: ว่าววงเดือนลอยเหนือทุ่ง", "An invented drawing: a moon kite over a field"),
}
AGES = ("75_up", "60_74", "60_74", "40_59")

HERITAGE = (
    DemoHeritage("pelangi-cloth", "craft", "ผ้าปะลางิง", "Pelangi cloth",
                 "ผ้ามัดย้อมพิมพ์ลายด้วยแม่พิมพ์ไม้หลายชั้น เคยหายไปหลายสิบปี ช่างรุ่นใหม่ช่วยกันรื้อฟื้นลวดลายจากผ้าเก่าในหีบของย่ายาย",
                 "Tie-dyed cloth stamped with layered wooden blocks. It vanished for decades; young makers revive the patterns from old cloth in their grandmothers' chests.",
                 "craft-house", "few", may_be_sold=True),
    DemoHeritage("stone-banana", "food", "กล้วยหินฉาบ", "Stone-banana crisps",
                 "กล้วยหินเนื้อแน่นปลูกริมน้ำ หั่นบางทอดสองไฟ กินกับน้ำตาลโตนด", "A firm banana grown along the river, sliced thin, fried twice and eaten with palm sugar.",
                 "hill-farm", "safe", may_be_sold=True),
    DemoHeritage("nasi-kerabu", "food", "ข้าวยำสมุนไพร", "Herb rice salad",
                 "ข้าวหุงน้ำดอกอัญชันคลุกผักสมุนไพรกว่าสิบชนิดและน้ำบูดู แต่ละบ้านมีสูตรของตัวเอง",
                 "Rice tinted with butterfly-pea flowers, tossed with a dozen herbs and fermented fish sauce; every house has its own.",
                 "old-market-hall", "safe", may_be_sold=True),
    DemoHeritage("budu-secret", "food", "น้ำบูดูสูตรบ้านท่าน้ำ", "Budu of the riverside house",
                 "สูตรหมักของครอบครัวหนึ่ง เจ้าของขอไม่เปิดเผย", "One family's fermentation; the owners ask that it not be told.",
                 "old-market-hall", "last", is_family_secret=True),
    DemoHeritage("bird-song", "nature", "การเลี้ยงและฟังเสียงนกเขาชวา", "Keeping and judging zebra doves",
                 "หูของคนฟังนกแยกจังหวะหน้า กลาง และปลายเสียง สืบทอดกันในวงน้ำชา", "Listeners tell the front, middle and end of each call, a skill passed on over tea.",
                 "garden-pavilion", "few"),
    DemoHeritage("silat", "games", "ปันจักสีลัต", "Pencak silat", "ศิลปะป้องกันตัวที่เริ่มและจบด้วยการไหว้ครู", "A martial art that begins and ends by greeting the teacher.",
                 "east-hall", "few"),
    DemoHeritage("rong-ngeng", "performing_arts", "รองเง็ง", "Rong Ngeng dance", "เต้นรำคู่ตามไวโอลิน รำมะนา และฆ้อง", "A couple dance to violin, frame drum and gong.",
                 "learning-park", "few"),
    DemoHeritage("shadow-play", "performing_arts", "วายังกูเละ", "Wayang kulit shadow play", "หนังตะลุงภาษามลายูที่เหลือนายหนังเพียงคณะเดียวในเมือง",
                 "Malay shadow play; one troupe is left in the city.", "city-museum", "last"),
    DemoHeritage("jawi", "languages", "อักษรยาวี", "Jawi script", "เขียนภาษามลายูด้วยอักษรอาหรับ ใช้ในจดหมาย บทกวี และป้ายหลุมศพ", "Malay written in Arabic letters: letters, verse and gravestones.",
                 "mosque-hall", "few"),
    DemoHeritage("street-plan", "architecture", "ผังเมืองใยแมงมุม", "The spider-web street plan", "ถนนวงเวียนซ้อนกันที่ทำให้เดินถึงกันได้ทั้งเมือง",
                 "Rings of streets that let the whole town be walked.", "city-museum", "safe"),
    DemoHeritage("cave-drawing", "historic_sites", "ภาพเขียนในถ้ำ", "Cave paintings", "ภาพเขียนผนังถ้ำที่เด็ก ๆ ช่วยกันเฝ้าดูแลร่วมกับผู้เฒ่า", "Wall paintings that children watch over together with the elders.",
                 "temple-hall", "few"),
    DemoHeritage("healing-rite", "rituals", "พิธีรักษาของครอบครัวหมอพื้นบ้าน", "A healer family's rite", "พิธีศักดิ์สิทธิ์ที่ไม่เผยแพร่", "A sacred rite that is not published.",
                 "temple-hall", "last", is_sacred=True),
    DemoHeritage("herbal-compress", "nature", "ลูกประคบสมุนไพรป่า", "Forest herb compress", "สมุนไพรสิบสองชนิดห่อผ้า นึ่งแล้วกดตามเส้น", "Twelve herbs wrapped in cloth, steamed and pressed along the lines of the body.",
                 "temple-hall", "few", may_be_sold=True),
    DemoHeritage("kite", "craft", "ว่าววงเดือน", "Moon kite", "ว่าวโครงไม้ไผ่ปิดกระดาษฉลุลาย มีแอกเสียงอยู่บนหัว", "A bamboo kite with cut-paper patterns and a humming bow at its head.",
                 "north-hall", "last", may_be_sold=True),
)  # fmt: skip
