"""Invented learning places and partners, standing in real sub-districts of Mueang Yala."""

from __future__ import annotations

from typing import NamedTuple


class DemoPlace(NamedTuple):
    """One invented place; `days` are RRULE weekdays, `north_m` and `east_m` its offset from the city's centre."""

    slug: str
    kind: str
    name_th: str
    name_en: str
    about_th: str
    about_en: str
    north_m: int
    east_m: int
    capacity: int
    accessibility: tuple[str, ...]
    days: str
    hours: tuple[int, int]
    partner: str


class DemoPartner(NamedTuple):
    code: str
    kind: str
    name_th: str
    name_en: str
    promise: str
    kind_of_promise: str
    promised: int
    given: int
    area: str
    unit: str = ""


WEEK = "MO,TU,WE,TH,FR,SA,SU"
NO_MONDAY = "TU,WE,TH,FR,SA,SU"
WORKDAYS = "MO,TU,WE,TH,FR"

PLACES = (
    DemoPlace("learning-park", "learning_park", "อุทยานการเรียนรู้กลางเมือง", "Central Learning Park",
              "ห้องสมุดมีชีวิต ลานกิจกรรม ห้องดนตรี และห้องปฏิบัติการนักประดิษฐ์ เปิดให้ทุกคนเข้าใช้โดยไม่เสียค่าใช้จ่าย",
              "A living library with an activity yard, a music room and a makers' lab, open to everyone free of charge.",
              350, 420, 120, ("step_free", "toilet", "parking", "prayer_room"), NO_MONDAY, (9, 19), "municipality"),
    DemoPlace("garden-pavilion", "park", "ศาลาเรียนรู้สวนริมเมือง", "Garden Pavilion",
              "ศาลาไม้ในสวนสาธารณะ เหมาะกับการเรียนรู้ธรรมชาติ ดูนก และกิจกรรมครอบครัว",
              "A wooden pavilion in the public garden for nature study, bird watching and family activities.",
              1250, -600, 60, ("step_free", "toilet", "parking"), WEEK, (6, 19), "municipality"),
    DemoPlace("old-market-hall", "market", "โถงตลาดเก่า", "Old Market Hall",
              "โถงชั้นสองของตลาด ครัวกลางสำหรับเรียนทำอาหารและขนมพื้นบ้าน",
              "The upper hall of the market, with a shared kitchen for local food and sweets.",
              -280, -150, 40, ("toilet",), WEEK, (7, 17), "market_fund"),
    DemoPlace("mosque-hall", "mosque", "ห้องเรียนชุมชนมัสยิดท่าน้ำ", "Riverside Mosque Community Room",
              "ห้องเรียนชุมชนข้างมัสยิด สอนเขียนลายมือ ภาษา และงานฝีมือ เปิดรับทุกศาสนา",
              "A community room beside the mosque for calligraphy, languages and crafts; everyone is welcome.",
              -900, 700, 50, ("step_free", "prayer_room"), NO_MONDAY, (9, 18), "faith_circle"),
    DemoPlace("temple-hall", "temple", "ศาลาการเรียนรู้วัดหน้าถ้ำ", "Cave Temple Learning Hall",
              "ศาลาโล่งใต้ร่มไม้ สอนสมุนไพร การนวด และงานใบตอง", "An open hall under trees for herbs, massage and banana-leaf craft.",
              -2600, -4200, 80, ("parking", "toilet"), WEEK, (8, 17), "faith_circle"),
    DemoPlace("craft-house", "workshop", "บ้านช่างลายผ้า", "House of Textile Makers",
              "โรงงานเล็กของช่างทำผ้าบาติกและผ้าปะลางิง มีเตาและแม่พิมพ์ไม้ให้ใช้ร่วมกัน",
              "A small workshop of batik and pelangi cloth makers, with shared stoves and wooden stamps.",
              600, 1400, 24, ("step_free", "toilet"), WORKDAYS, (9, 17), "makers"),
    DemoPlace("city-museum", "museum", "พิพิธภัณฑ์เล่าเรื่องเมือง", "Museum of City Stories",
              "เล่าเรื่องผังเมือง ผู้คน และของกินผ่านสิ่งของที่ชาวเมืองให้ยืม",
              "The plan of the city, its people and its food, told through things lent by citizens.",
              120, -820, 45, ("step_free", "toilet", "quiet_room"), NO_MONDAY, (9, 17), "municipality"),
    DemoPlace("teachers-college", "school", "อาคารเรียนรวมมหาวิทยาลัยสาธิต", "Demonstration University Hall",
              "ห้องบรรยายและห้องปฏิบัติการของมหาวิทยาลัยภาคี",
              "Lecture rooms and laboratories of the partner university.",
              1900, 900, 260, ("step_free", "toilet", "parking", "quiet_room"), WORKDAYS, (8, 17), "university"),
    DemoPlace("makers-lab", "workshop", "ลานช่างคนรุ่นใหม่", "Young Makers' Yard",
              "ซ่อมมอเตอร์ไซค์ เครื่องยนต์เล็ก งานไม้ และการพิมพ์สามมิติ",
              "Motorcycle and small-engine repair, woodwork and 3D printing.",
              -1500, 1100, 30, ("step_free", "parking"), WORKDAYS, (13, 20), "makers"),
    DemoPlace("hill-farm", "farm", "สวนผสมเชิงเขา", "Foothill Mixed Farm",
              "สวนทุเรียน ลองกอง กล้วยหิน และบ่อปลา เรียนรู้เกษตรผสมผสานและการแปรรูป",
              "Durian, longkong, stone banana and fish ponds: mixed farming and processing.",
              -3900, 2600, 35, ("parking",), WEEK, (8, 16), "farm_group"),
    DemoPlace("east-hall", "hall", "ศาลาชุมชนตะวันออก", "East Community Hall",
              "ศาลาประชุมของชุมชน มีครัว ลานกีฬา และศูนย์เด็กเล็กติดกัน",
              "A community meeting hall with kitchen, sports ground and a nursery next door.",
              800, 3100, 90, ("step_free", "toilet"), WEEK, (8, 20), "communities"),
    DemoPlace("north-hall", "hall", "ศาลาชุมชนทิศเหนือ", "North Community Hall",
              "ห้องประชุมเล็กและลานเอนกประสงค์ของชุมชน", "A small meeting room and yard of the community.",
              3400, -300, 70, ("step_free",), WEEK, (8, 20), "communities"),
    DemoPlace("online-room", "online", "ห้องเรียนออนไลน์ของเมือง", "The City's Online Room",
              "เรียนจากบ้านผ่านวิดีโอ มีผู้ช่วยคอยตอบทางโทรศัพท์", "Learn from home by video, with a helper on the phone.",
              0, 0, 200, (), WEEK, (8, 21), "municipality"),
)  # fmt: skip

PARTNERS = (
    DemoPartner("municipality", "municipality", "เทศบาลเมืองสาธิต", "Demonstration Municipality",
                "ห้องเรียนและเจ้าหน้าที่ประจำแหล่งเรียนรู้", "rooms", 12, 12, "basic", "ห้อง"),
    DemoPartner("university", "university", "มหาวิทยาลัยสาธิตแห่งภูมิภาค", "Regional Demonstration University",
                "อาจารย์และการรับรองหลักสูตร", "hours", 180, 96, "quality", "ชั่วโมง"),
    DemoPartner("market_fund", "enterprise", "สหกรณ์พ่อค้าแม่ค้าตลาดเก่า", "Old Market Traders' Cooperative",
                "ครัวกลางและวัตถุดิบสำหรับเรียนทำอาหาร", "money", 6_000_000, 3_500_000, "work"),
    DemoPartner("faith_circle", "religious", "วงพบปะผู้นำศาสนา", "Circle of Faith Leaders",
                "ห้องเรียนในวัดและมัสยิด", "rooms", 4, 4, "family", "ห้อง"),
    DemoPartner("makers", "enterprise", "กลุ่มช่างลายผ้าและนักประดิษฐ์", "Textile Makers and Inventors",
                "ช่างผู้สอน", "people", 8, 6, "heritage", "คน"),
    DemoPartner("farm_group", "community", "วิสาหกิจชุมชนสวนผสม", "Mixed Farm Community Enterprise",
                "แปลงเรียนรู้และต้นกล้า", "hours", 120, 40, "green", "ชั่วโมง"),
    DemoPartner("communities", "community", "เครือข่ายประธานชุมชน", "Network of Community Presidents",
                "อาสาสมัครสำรวจและชวนคนมาเรียน", "people", 25, 17, "inclusion", "คน"),
)  # fmt: skip
