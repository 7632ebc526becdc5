"""Invented programs: what can be learned in the demo city, from an afternoon to forty-five hours."""

from __future__ import annotations

from typing import NamedTuple


class DemoProgram(NamedTuple):
    """One program; `hours` are lecture, lab and practice; `meetings` weekly from `first_day` days after today."""

    slug: str
    name_th: str
    name_en: str
    summary_th: str
    summary_en: str
    interests: tuple[str, ...]
    place: str
    hours: tuple[int, int, int]
    meetings: int
    first_day: int
    starts_hour: int
    seats: int
    ages: tuple[int | None, int | None] = (None, None)
    cost_baht: int = 0
    language: str = "th"
    heritage: str = ""


PROGRAMS = (
    DemoProgram("pelangi-first-cloth", "ย้อมผ้าปะลางิงผืนแรก", "Your first pelangi cloth",
                "มัด ย้อม พิมพ์ลาย จนได้ผ้าผืนแรกกลับบ้าน", "Tie, dye and stamp until your first cloth goes home with you.",
                ("craft", "work"), "craft-house", (0, 12, 0), 4, 3, 13, 20, (12, None), 150, "th", "pelangi-cloth"),
    DemoProgram("herb-rice", "ข้าวยำครบเครื่อง", "Herb rice, the whole of it",
                "เดินตลาดเก็บผัก หั่น คลุก และเล่าเรื่องของแต่ละใบ", "Walk the market, cut, toss, and tell the story of each leaf.",
                ("food",), "old-market-hall", (0, 3, 0), 1, 5, 9, 16, (10, None), 80, "th", "nasi-kerabu"),
    DemoProgram("banana-business", "กล้วยหินสู่ของฝาก", "From stone banana to a product",
                "แปรรูป บรรจุ คิดต้นทุน และขายออนไลน์", "Process, pack, price and sell online.",
                ("food", "work"), "hill-farm", (3, 9, 6), 6, 8, 9, 24, (15, None), 0, "th", "stone-banana"),
    DemoProgram("moto-repair", "ซ่อมมอเตอร์ไซค์เบื้องต้น", "Motorcycle repair for beginners",
                "ถอด เช็ก เปลี่ยน ซ่อม พร้อมรับงานจริงกับอู่ในชุมชน", "Take apart, check, replace and repair, with real jobs at neighbourhood garages.",
                ("technology", "work"), "makers-lab", (3, 12, 15), 10, 2, 15, 18, (15, 24)),
    DemoProgram("phone-photo", "ถ่ายภาพเล่าเรื่องเมืองด้วยมือถือ", "City stories by phone camera",
                "ถ่าย เลือก เล่า แล้วแสดงผลงานที่พิพิธภัณฑ์", "Shoot, choose, tell, and show your work at the museum.",
                ("art", "technology"), "city-museum", (2, 4, 0), 2, 6, 13, 25, (12, None)),
    DemoProgram("rong-ngeng-basics", "เต้นรองเง็งกับวงไวโอลิน", "Rong Ngeng with a live violin",
                "ก้าวพื้นฐานสิบก้าว เต้นได้ทั้งครอบครัว", "Ten basic steps for the whole family.",
                ("music", "history"), "learning-park", (0, 6, 0), 3, 4, 17, 40, (7, None), 0, "th", "rong-ngeng"),
    DemoProgram("silat-kids", "สีลัตเด็กและเยาวชน", "Silat for children and youth",
                "แข็งแรง มีวินัย รู้จักไหว้ครู", "Strength, discipline and respect.",
                ("sport", "history"), "east-hall", (0, 12, 0), 8, 1, 16, 30, (7, 18), 0, "ms", "silat"),
    DemoProgram("jawi-writing", "เขียนยาวีจากศูนย์", "Jawi writing from nothing",
                "อ่านออก เขียนชื่อและจดหมายสั้น ๆ ได้", "Read, write your name and a short letter.",
                ("language", "history"), "mosque-hall", (8, 4, 0), 6, 3, 18, 25, (10, None), 0, "ms", "jawi"),
    DemoProgram("malay-thai", "มลายู–ไทยในชีวิตประจำวัน", "Everyday Malay and Thai",
                "คุยกับเพื่อนบ้าน ที่ตลาด ที่โรงพยาบาล", "Talk with neighbours, at the market, at the hospital.",
                ("language",), "mosque-hall", (10, 5, 0), 5, 10, 9, 30),
    DemoProgram("english-market", "ภาษาอังกฤษสำหรับคนขายของ", "English for stallholders",
                "ยี่สิบประโยคที่ใช้ขายได้พรุ่งนี้", "Twenty sentences that sell tomorrow.",
                ("language", "work"), "old-market-hall", (4, 2, 0), 3, 7, 18, 25),
    DemoProgram("herb-compress", "ลูกประคบและนวดคอบ่าไหล่", "Herb compress and shoulder massage",
                "ทำลูกประคบและนวดคนในบ้านได้อย่างปลอดภัย", "Make the compress and give safe massage at home.",
                ("health", "work"), "temple-hall", (3, 9, 12), 6, 9, 9, 20, (18, None), 100, "th", "herbal-compress"),
    DemoProgram("elder-care", "ดูแลผู้สูงอายุที่บ้าน", "Caring for elders at home",
                "พลิกตัว อาบน้ำ อาหาร และการฟัง", "Turning, bathing, food and listening.",
                ("health", "work"), "teachers-college", (12, 9, 24), 9, 12, 9, 40, (18, None)),
    DemoProgram("first-aid", "ปฐมพยาบาลและกู้ชีพ", "First aid and resuscitation",
                "ฝึกกับหุ่นจนมั่นใจ ครึ่งวันจบ", "Practise on a manikin until you are sure; half a day.",
                ("health",), "east-hall", (1, 3, 0), 1, 2, 9, 30, (12, None)),
    DemoProgram("bird-morning", "เช้าดูนกในสวน", "A bird-watching morning",
                "เดินช้า ๆ ฟังเสียง จดบันทึกนกห้าชนิด", "Walk slowly, listen, note five birds.",
                ("nature",), "garden-pavilion", (0, 0, 3), 1, 1, 6, 25, (6, None), 0, "th", "bird-song"),
    DemoProgram("kitchen-garden", "สวนครัวริมรั้ว", "Kitchen garden by the fence",
                "ปลูกผักกินเองในพื้นที่เล็ก", "Grow vegetables in a small space.",
                ("nature", "food"), "north-hall", (1, 5, 3), 3, 11, 8, 30),
    DemoProgram("spreadsheet-basics", "ตารางคำนวณสำหรับร้านค้า", "Spreadsheets for small shops",
                "รายรับ รายจ่าย สต็อก และกราฟ", "Income, costs, stock and charts.",
                ("technology", "work"), "learning-park", (3, 6, 0), 3, 6, 9, 20, (15, None)),
    DemoProgram("print-3d", "พิมพ์สามมิติแก้ปัญหาในบ้าน", "3D printing that mends the house",
                "ออกแบบ พิมพ์ และลองใช้จริง", "Design, print and try it.",
                ("technology",), "makers-lab", (2, 7, 0), 3, 13, 16, 12, (12, 25)),
    DemoProgram("online-shop", "เปิดร้านออนไลน์ใน 3 เย็น", "An online shop in three evenings",
                "ถ่ายรูป ตั้งราคา ตอบแชต ส่งของ", "Photos, prices, chat, delivery.",
                ("work", "technology"), "online-room", (4, 2, 0), 3, 4, 19, 60, (15, None)),
    DemoProgram("story-hour", "เล่านิทานสองภาษา", "Stories in two languages",
                "พ่อแม่ลูกฟังและเล่าด้วยกัน ไทยและมลายู", "Parents and children listen and tell, in Thai and Malay.",
                ("reading", "family"), "learning-park", (0, 2, 0), 2, 2, 10, 40, (4, 10)),
    DemoProgram("moon-kite", "ทำว่าววงเดือน", "Make a moon kite",
                "เหลาไม้ ผูกโครง ปิดกระดาษ แล้วไปปล่อยด้วยกัน", "Shape bamboo, tie, paper, and fly it together.",
                ("craft", "family"), "north-hall", (0, 6, 0), 2, 5, 13, 20, (8, None), 50, "th", "kite"),
    DemoProgram("shadow-puppet", "เชิดหนังวายังกับนายหนัง", "Shadow play with the puppet master",
                "ตอกหนัง เชิด พากย์ สืบทอดคณะสุดท้าย", "Cut, move and voice the puppets of the last troupe.",
                ("art", "history"), "city-museum", (2, 10, 6), 6, 14, 13, 12, (12, None), 0, "ms", "shadow-play"),
    DemoProgram("grade-9-again", "กลับมาเรียน ม.3 แบบยืดหยุ่น", "Grade 9, your own way",
                "เทียบประสบการณ์ เก็บหน่วยกิต มีครูพี่เลี้ยง", "Bring your experience, bank credit, with a mentor.",
                ("reading", "work"), "teachers-college", (15, 15, 15), 15, 3, 17, 35, (15, 24)),
)  # fmt: skip

ROLL_CALL_PROGRAM = DemoProgram(
    "city-makers-day", "ห้องทดลองนักสร้างเมือง", "City makers' lab",
    "เยาวชนลงมือแก้ปัญหาเมืองจริง ต้นแบบเสร็จในหกครั้ง", "Young people solve real problems of the city; a prototype in six meetings.",
    ("technology", "art"), "learning-park", (2, 10, 6), 6, 0, 13, 48, (12, 25),
)  # fmt: skip
